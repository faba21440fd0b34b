"""What runs do to a folder, recorded effect by effect, and what a power cut may leave of it.

The record has every content a file had, every name that was given and taken away, and what was
synced when. Of what was not synced before the cut anything may be there: a file's new bytes, zeros
in place of them, fewer of them; a name that was given or taken away since its directory was synced,
or not. A rename is done or not done.
"""

import os
import random
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

File = int
"""A file or directory, by a number of its own (the system uses those of removed ones again)."""


class Written(NamedTuple):
    """A file has another content now."""

    file: File
    content: bytes


class Named(NamedTuple):
    """A directory's name stands for a file, or for none, and that of another, moved from, none."""

    directory: File
    name: str
    file: File | None
    source: tuple[File, str] | None = None


class Synced(NamedTuple):
    """A file's content, or a directory's names, were forced onto the disk."""

    file: File


class Told(NamedTuple):
    """Something that whoever does the work has said by now."""

    what: Any


Effect = Written | Named | Synced | Told


class RecordedDisk:
    """The record of what is done under a folder while :meth:`recording` goes on."""

    def __init__(self, root: Path) -> None:
        self.effects: list[Effect] = []
        self._root = root
        self._files: dict[int, File] = {}
        self._directories: set[File] = {0}
        self._contents: dict[File, tuple[int, int]] = {}
        self._names: dict[tuple[File, str], File] = {}
        self._files[root.stat().st_ino] = 0
        self._count = 1

    def tell(self, what: Any) -> None:
        """Record that something has been said."""
        self.look()
        self.effects.append(Told(what))

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record all effects of this process until the context ends."""
        real: dict[str, Callable[..., Any]] = {
            name: getattr(os, name)
            for name in ("fsync", "rename", "replace", "unlink", "rmdir", "mkdir")
        }

        def watched(name: str) -> Callable[..., Any]:
            def call(*args: Any, **values: Any) -> Any:
                self.look()
                done = real[name](*args, **values)
                if name == "fsync":
                    self._note_sync(os.fstat(args[0]).st_ino)
                elif name in ("rename", "replace"):
                    self._note_move(Path(args[0]), Path(args[1]))
                self.look()
                return done

            return call

        for name in real:
            setattr(os, name, watched(name))
        try:
            yield
        finally:
            for name, function in real.items():
                setattr(os, name, function)
            self.look()

    def look(self) -> None:
        """Record what has changed since the last look."""
        seen: dict[tuple[File, str], File] = {}
        there = {self._root.stat().st_ino}
        self._walk(self._root, 0, seen, there)
        for (directory, name), _ in self._names.items() - seen.items():
            if (directory, name) not in seen:
                self.effects.append(Named(directory, name, None))
        self._names = seen
        self._files = {inode: file for inode, file in self._files.items() if inode in there}

    def _walk(
        self, path: Path, directory: File, seen: dict[tuple[File, str], File], there: set[int]
    ) -> None:
        for entry in sorted(os.scandir(path), key=lambda entry: entry.name):
            found = entry.stat(follow_symlinks=False)
            there.add(found.st_ino)
            file = self._files.setdefault(found.st_ino, self._count)
            self._count += file == self._count
            if stat.S_ISDIR(found.st_mode):
                self._directories.add(file)
            elif self._contents.get(file) != (found.st_size, found.st_mtime_ns):
                self._contents[file] = (found.st_size, found.st_mtime_ns)
                self.effects.append(Written(file, Path(entry.path).read_bytes()))
            seen[directory, entry.name] = file
            if self._names.get((directory, entry.name)) != file:
                self.effects.append(Named(directory, entry.name, file))
            if stat.S_ISDIR(found.st_mode):
                self._walk(Path(entry.path), file, seen, there)

    def _note_sync(self, inode: int) -> None:
        if inode in self._files:
            self.effects.append(Synced(self._files[inode]))

    def _note_move(self, source: Path, target: Path) -> None:
        if not source.is_relative_to(self._root):
            return
        before, after = (self._files[path.parent.stat().st_ino] for path in (source, target))
        file = self._names.pop((before, source.name))
        self._names[after, target.name] = file
        self.effects.append(Named(after, target.name, file, (before, source.name)))

    def is_directory(self, file: File) -> bool:
        """Tell whether a file is a directory."""
        return file in self._directories


@dataclass
class _Disk:
    """What is on a disk for sure, and what may be."""

    names: dict[tuple[File, str], File] = field(default_factory=dict)
    pending: list[Named] = field(default_factory=list)
    synced: dict[File, bytes] = field(default_factory=dict)
    written: dict[File, bytes] = field(default_factory=dict)

    def take(self, effect: Effect) -> None:
        match effect:
            case Written(file, content):
                self.written[file] = content
            case Named():
                self.pending.append(effect)
            case Synced(file):
                if file in self.written:
                    self.synced[file] = self.written[file]
                for one in [one for one in self.pending if _concerns(one, file)]:
                    self.apply(one)
                    self.pending.remove(one)

    def apply(self, effect: Named) -> None:
        if effect.source:
            self.names.pop(effect.source, None)
        self.names.pop((effect.directory, effect.name), None)
        if effect.file is not None:
            self.names[effect.directory, effect.name] = effect.file


def _concerns(effect: Named, directory: File) -> bool:
    return directory == effect.directory or (effect.source or (None,))[0] == directory


def cut(record: RecordedDisk, at: int, target: Path, chance: random.Random) -> list[Any]:
    """Make in ``target`` what a power cut after ``at`` effects may leave; return what was told."""
    disk = _Disk()
    for effect in record.effects[:at]:
        disk.take(effect)
    # Nothing of what may be there, all of it, the first part, or any.
    share = chance.choice((0.0, 1.0, 0.5, 0.5))
    first = chance.randint(0, len(disk.pending)) if chance.random() < 0.3 else len(disk.pending)
    for pending in disk.pending[:first]:
        if chance.random() < share:
            disk.apply(pending)
    target.mkdir()
    _make(record, disk, 0, target, chance)
    return [effect.what for effect in record.effects[:at] if isinstance(effect, Told)]


def _make(
    record: RecordedDisk, disk: _Disk, directory: File, path: Path, chance: random.Random
) -> None:
    for (parent, name), file in disk.names.items():
        if parent != directory:
            continue
        if record.is_directory(file):
            (path / name).mkdir()
            _make(record, disk, file, path / name, chance)
        else:
            (path / name).write_bytes(_left(disk, file, chance))


def _left(disk: _Disk, file: File, chance: random.Random) -> bytes:
    """Return what a power cut may leave of a file: what was synced of it is there."""
    synced, written = disk.synced.get(file, b""), disk.written.get(file, b"")
    if synced == written:
        return written
    kept = len(synced) if written.startswith(synced) else 0
    end = chance.choice((kept, len(written), chance.randint(kept, len(written))))
    there = chance.choice((kept, end, chance.randint(kept, end)))
    return written[:there] + bytes(end - there)
