"""The inventory: which files of an index directory are naba's, and that it is an index at all.

``naba.inventory`` is written when a directory becomes an index, and lists every name naba has
written or is about to write there, a line a name, before it is written. What a killed run left
behind is found by it; nothing else in the directory is ever touched. A new index is made in an
absent or empty directory only.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from shutil import rmtree

from index.codec import INDEX_NAME
from index.desk import DESK, TURN
from index.disk import append_to_file, create_file, read_file, sync
from index.errors import IndexDamaged, InputError
from index.patterns import pattern

INVENTORY = "naba.inventory"
WORK = "naba.work"
"""Directory in which files are made before they are moved into their places."""
QUARANTINE = "naba.quarantine"
"""Directory to which a repair moves what it cannot read."""
LOCK = f"{INDEX_NAME}_WRITELOCK"
"""The file that Whoosh, too, locks while it writes."""

_MARK = "naba index 1\n"
"""First line of an inventory."""
_OWN = pattern(
    rf"{INDEX_NAME}_[0-9a-z]{{16}}\.[\w.]+|_{INDEX_NAME}_[0-9]{{1,18}}\.toc|naba_[0-9]{{1,18}}\.(json|names|copies)"
)
"""Names that naba gives to files of an index."""
_MANIFEST = pattern(r"naba_[0-9]{1,18}\.json")
_NUMBERED = pattern(r"naba_([0-9]{1,18})\..*")
_LARGEST = 1 << 26
"""Bytes of an inventory that are read at most."""


class Inventory:
    """The names of files in ``directory`` that are naba's."""

    def __init__(self, directory: Path, names: Iterable[str]) -> None:
        self._directory = directory
        self._path = directory / INVENTORY
        self.names = {name for name in names if _OWN.fullmatch(name)}

    @classmethod
    def of(cls, directory: Path) -> "Inventory":
        """Return the inventory of an index, making that of a new one.

        Raises InputError when the directory is neither an index nor empty.
        """
        found = _recorded(directory)
        if found is not None:
            return cls(directory, found)
        inventory = cls(directory, _of_older_format(directory))
        inventory._path.unlink(missing_ok=True)  # one that was begun, and holds nothing
        create_file(inventory._path, inventory._encoded())
        sync(directory)
        return inventory

    def announce(self, names: Iterable[str]) -> None:
        """Write down, durably, names that files are about to be given."""
        new = [name for name in names if name not in self.names]
        if new:
            # The line feed before them ends a line that a power cut left without an end.
            append_to_file(self._path, "".join(f"\n{name}\n" for name in new).encode())
            self.names.update(new)

    def last_number(self) -> int:
        """Return the highest number of a generation of which a file may be there, 0 if none."""
        numbers = (_NUMBERED.fullmatch(name) for name in self.names)
        return max((int(match[1]) for match in numbers if match), default=0)

    def drop_all_but(self, kept: set[str]) -> list[str]:
        """Remove the files that are naba's but for some; return the names that could not be."""
        gone, failed = self.names - kept, []
        for name in sorted(gone):
            try:
                (self._directory / name).unlink(missing_ok=True)
            except OSError as error:
                failed.append(f"{name} ({error.strerror})")
                kept = kept | {name}
        if gone:
            self.names = {*kept}
            self._replace()
        return failed

    def _replace(self) -> None:
        """Write the inventory anew, all or nothing."""
        draft = self._directory / WORK / INVENTORY
        draft.unlink(missing_ok=True)
        create_file(draft, self._encoded())
        draft.replace(self._path)
        sync(self._directory)

    def _encoded(self) -> bytes:
        return (_MARK + "".join(f"{name}\n" for name in sorted(self.names))).encode()


def require_index_or_empty(directory: Path) -> None:
    """Raise InputError when a directory is neither an index nor empty."""
    if _recorded(directory) is None:
        _of_older_format(directory)


def _recorded(directory: Path) -> list[str] | None:
    """Return the names of an index's inventory; None when it has none, or not yet a whole one."""
    try:
        text = read_file(directory / INVENTORY, _LARGEST).decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    if not text.startswith(_MARK):
        return None
    # A last line without its end was cut short: what it announced has not been written.
    return [line for line in text.split("\n")[1:-1] if line]


def _of_older_format(directory: Path) -> list[str]:
    """Return the files of an index from before there were inventories; none of an empty one.

    Raises InputError when the directory is no such index and not empty.
    """
    names = sorted(path.name for path in directory.iterdir())
    manifests = [name for name in names if _MANIFEST.fullmatch(name)]
    listed = [name for manifest in manifests for name in _listed(directory, manifest)]
    if listed:
        segments = tuple(name.partition(".")[0] + "." for name in listed)
        return [name for name in names if _OWN.fullmatch(name) and _belongs(name, segments)]
    own = {LOCK, DESK, TURN}
    begun = own | {INVENTORY} if _is_begun(directory / INVENTORY) else own
    if strange := [name for name in names if name not in begun]:
        raise InputError(
            "{directory} is no index of naba and not empty (it has {name}); "
            "choose an empty folder, or one that does not exist yet",
            directory=directory,
            name=strange[0],
        )
    return []


def _is_begun(path: Path) -> bool:
    """Tell whether a file is an inventory of which less than the first line was written."""
    try:
        return _MARK.startswith(read_file(path, _LARGEST).decode())
    except (OSError, IndexDamaged, UnicodeDecodeError):
        return False


def _belongs(name: str, segments: tuple[str, ...]) -> bool:
    return not name.startswith(f"{INDEX_NAME}_") or name.startswith(segments)


def _listed(directory: Path, manifest: str) -> list[str]:
    """Return the files that an index's manifest lists, and itself; none when it is no manifest."""
    try:
        lines = read_file(directory / manifest, _LARGEST).split(b"\n", 1)
        head = json.loads(lines[0])
        if not isinstance(head, dict) or not {"format", "analysis", "extractor"} <= head.keys():
            return []
        files = json.loads(lines[1])["files"] if len(lines) > 1 else head.get("files", {})
        return [manifest, *map(str, files)]
    except (ValueError, KeyError, TypeError, RecursionError, IndexDamaged):
        return []


def make_empty(directory: Path) -> None:
    """Make a directory, or clear away what a killed run left of it; nothing but it and its own.

    Something else of its name (a file, a link) is left alone, and FileExistsError raised.
    """
    if not directory.is_symlink() and directory.is_dir():
        rmtree(directory)
    directory.mkdir(mode=0o700)
