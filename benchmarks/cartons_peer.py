"""py3dbp on one instance, in a process of its own: `python -m benchmarks.cartons_peer FILE` prints fill and seconds.

Largest boxes first, every orientation allowed, for that is all it knows.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from py3dbp import Bin, Item, Packer

from benchmarks.cartons import read


def main(path: Path) -> None:
    """Pack the file's boxes and print what came of it."""
    problem = read(path)
    box, packer = problem.container, Packer()
    packer.add_bin(Bin("container", box.x_mm, box.z_mm, box.y_mm, box.most_g))
    for item in problem.items:
        for _ in range(item.quantity):
            packer.add_item(Item(str(item.item_id), item.x_mm, item.z_mm, item.y_mm, 0))
    began = time.process_time()
    packer.pack(bigger_first=True, number_of_decimals=0)
    took = time.process_time() - began
    volume = sum(float(item.get_volume()) for item in packer.bins[0].items)
    print(json.dumps({"fill": volume / box.volume, "seconds": took}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
