"""Where a database may lie: on a disk of this machine, in a folder that can be written, with room left.

SQLite's locks do not hold on network shares; two machines would damage the file without either noticing. Such places
are refused, unless whoever looks after the machine vouches for one by setting the environment variable below.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from wms.base.errors import StorageError

VOUCHED = "WMS_ALLOW_NETWORK_SHARE"
MOUNTS = Path("/proc/mounts")
NETWORK = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
    "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs",
})  # fmt: skip
"""File systems that other machines write to as well."""
_FUSE_LOCAL = frozenset({"fuseblk", "fuse.ntfs-3g", "fuse.exfat", "fuse.mergerfs", "fuse.unionfs", "fuse.overlayfs"})
_REMOTE_DRIVE = 4  # what Windows calls DRIVE_REMOTE
_SPARE = 16 * 2**20


def existing(path: Path) -> None:
    """The path names a file with something in it. Raises StorageError."""
    if path.is_dir():
        raise StorageError(f"{path} is a folder, not a database.")
    if not path.exists():
        raise StorageError(f"There is no database at {path}.")
    if not path.is_file():
        raise StorageError(f"{path} is not a file.")
    if path.stat().st_size == 0:
        raise StorageError(f"{path} is empty: it is not a database of this program.")


def writable(path: Path) -> None:
    """The file (if it is there) and its folder can be written by this user. Raises StorageError."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise StorageError(f"There is no folder {folder}.")
    if path.exists() and not os.access(path, os.W_OK):
        raise StorageError(f"The database can only be read: {path} is write-protected.")
    if not os.access(folder, os.W_OK):
        raise StorageError(f"The folder {folder} is write-protected; the database needs to write beside itself.")


def local(path: Path, mounts: Path = MOUNTS) -> None:
    """The path is on a disk of this machine, or somebody vouches for it. Raises StorageError."""
    kind = file_system(path, mounts)
    if is_network(kind) and os.environ.get(VOUCHED) != "1":
        raise StorageError(
            f"{path} lies on a network share ({kind}). A database there would be damaged sooner or later, because"
            " its locks do not reach other machines. Put it on a disk of this machine."
            f" (Whoever knows better may set {VOUCHED}=1.)"
        )


def file_system(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system the path lies on; empty where the system does not say."""
    if sys.platform == "win32":
        return _windows_kind(path)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    real = path.absolute().resolve()
    best = max(((len(point.parts), n, kind) for n, (point, kind) in enumerate(_points(lines)) if _below(real, point)),
               default=(0, 0, ""))  # fmt: skip
    return best[2]


def is_network(kind: str) -> bool:
    """Whether other machines may write to such a file system. An unknown FUSE file system counts as one that may."""
    return kind in NETWORK or (kind.startswith("fuse.") and kind not in _FUSE_LOCAL)


def room_for(path: Path, size: int) -> None:
    """There is room for `size` bytes where `path` is to be. Raises StorageError."""
    free = shutil.disk_usage(path.absolute().parent).free
    if free < size + min(size, _SPARE):
        raise StorageError(
            f"The disk of {path} is full: {size / 2**20:,.1f} MB are needed, {free / 2**20:,.1f} MB are free."
        )


def companions(path: Path) -> tuple[Path, ...]:
    """The files SQLite keeps beside a database while it is in use."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


def discard(path: Path) -> None:
    """Remove a database that was only half made, with its companions; nothing happens when it is gone already."""
    for leftover in (path, *companions(path)):
        leftover.unlink(missing_ok=True)


def publish(fresh: Path, path: Path) -> None:
    """Give a finished file its name, for good, without ever writing over another. Raises FileExistsError."""
    settle(fresh)
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(17, "There is a file already", str(path)) from None
        os.rename(fresh, path)
    settle(path.absolute().parent)


def settle(path: Path) -> None:
    """Wait until a closed file, or the names in a folder, are on the disk."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _points(lines: list[str]) -> Iterator[tuple[Path, str]]:
    for line in lines:
        parts = line.split(" ")
        if len(parts) > 2:
            yield Path(parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")), parts[2]


def _below(path: Path, point: Path) -> bool:
    return path == point or point in path.parents


def _windows_kind(path: Path) -> str:
    import ctypes

    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return "cifs"
    kind: int = getattr(ctypes, "windll").kernel32.GetDriveTypeW(drive + "\\")  # noqa: B009 (unknown elsewhere)
    return "cifs" if kind == _REMOTE_DRIVE else ""
