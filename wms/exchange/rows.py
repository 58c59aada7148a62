"""Many rows of a file in our own fields, kept small: 150,000 lines of orders must fit beside everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

Values = Mapping[str, str]
Row = tuple[int, Values]


class Rows:
    """Rows of the same fields: (number in the file, texts by field). Equal texts are kept once."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._numbers: list[int] = []
        self._cells: list[tuple[str, ...]] = []
        self._texts: dict[str, str] = {}

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Keep one more row, its texts in the order of the names."""
        share = self._texts.setdefault
        self._numbers.append(number)
        self._cells.append(tuple([share(text, text) for text in cells]))

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: int) -> Row:
        return self._numbers[place], dict(zip(self.names, self._cells[place], strict=True))

    def __iter__(self) -> Iterator[Row]:
        return (self[place] for place in range(len(self)))

    def numbers(self) -> Sequence[int]:
        """The rows' numbers in the file."""
        return self._numbers

    def column(self, name: str) -> Iterator[str]:
        """One field of every row; empty texts when the file does not have it."""
        place = self.names.index(name) if name in self.names else -1
        return (cells[place] if place >= 0 else "" for cells in self._cells)

    def only(self, keep: Callable[[int, Values], bool]) -> Rows:
        """The rows to keep."""
        kept = Rows(self.names)
        for place, (number, values) in enumerate(self):
            if keep(number, values):
                kept._numbers.append(number)
                kept._cells.append(self._cells[place])
        return kept
