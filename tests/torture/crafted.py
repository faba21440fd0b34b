"""Indexes that someone made to harm: every checksum is right, and what it vouches for is wrong.

Numbers of the manifest and of every part of a segment's file are replaced by those that harm most,
parts are cut, filled and put in each other's places, articles inflate without end, and instead of
files there are devices, pipes and links.
"""

import os
import random
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

from index import build, check_index, open_snapshot, repair
from index.errors import NabaError
from search import open_index
from tests.support import article, committed
from tests.support.forgery import Parts, change_manifest, change_segment, vouch_for
from tests.torture import plan
from tests.torture.apart import apart
from tests.torture.figures import Figures

COUNT = 1000
_SEGMENTS = 4
_TOLD: tuple[Any, ...] = (
    *(-1, 0, 1, 3, 255, 2**31 - 1, 2**32, 2**63, 10**30, 0.5, 1e308, float("nan"), float("inf")),
    *(
        True,
        None,
        "",
        "x" * 5000,
        "../../../etc/passwd",
        "/dev/zero",
        "\0",
        [],
        {},
        [[]],
        [0] * 3000,
    ),
)
"""What a manifest may say in place of anything else."""
_NUMBERS = (
    0,
    1,
    2,
    127,
    128,
    255,
    256,
    65535,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**40,
    2**63,
    2**64 - 1,
)


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Craft ``count`` indexes and do with each all that can be done with an index."""
    figures = Figures("crafted")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        sound, forged = Path(folder, "sound"), Path(folder, "forged")
        _make(sound)
        for _ in range(count):
            rmtree(forged, ignore_errors=True)
            copytree(sound, forged)
            what = _forge(forged, chance)
            figures.tries += 1
            end = apart(lambda: _use(forged))
            figures.spent(0.0, end.megabytes, what)
            if end.signal or end.error:
                kind = "slow" if end.signal == 9 else "untyped"
                figures.fault(kind, f"{what}: {end.trace or f'signal {end.signal}'}")
                continue
            for name, seconds, error in end.value:
                figures.spent(seconds, 0, f"{what}: {name}")
                if error.startswith("untyped"):
                    figures.fault("untyped", f"{what}: {name}: {error}")
                figures.notes[f"times {name} was {'refused' if error else 'done'}"] += 1
    return figures


def _make(directory: Path) -> None:
    """Make an index of several segments, with deleted articles, dates, names and tags."""
    for number in range(_SEGMENTS - 1):
        part = range(number * 30, number * 30 + 40)
        build(map(plan.record, part), directory, entities=False)
    committed(
        directory,
        [article(n, f"خبر {n} عن الميناء", source="المدى", tags=("بحر",)) for n in range(200, 220)],
    )


def _forge(directory: Path, chance: random.Random) -> str:
    """Change an index in a random way; return which."""
    for _ in range(20):
        try:
            kind = chance.choices((_manifest, _segment, _names, _trap), (35, 50, 8, 7))[0]
            return kind(directory, chance)
        except (ValueError, KeyError, IndexError):  # that part cannot be changed so
            continue
    return "nothing"


def _manifest(directory: Path, chance: random.Random) -> str:
    said = []

    def change(told: Any) -> None:
        for _ in range(chance.choice((1, 1, 1, 3))):
            path, holder, key = chance.choice([*_places(told)])
            kind = chance.randrange(6)
            if kind == 0 and isinstance(holder, dict):
                del holder[key]
            elif kind == 1 and isinstance(holder, list):
                holder[:] = holder * chance.choice((2, 3000 // max(len(holder), 1)))
            elif kind == 2:
                _, other, at = chance.choice([*_places(told)])
                holder[key] = other[at]
            else:
                holder[key] = chance.choice(_TOLD)
            said.append(path)

    change_manifest(directory, change)
    return f"manifest: {', '.join(said)}"


def _places(told: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield every place in a manifest: its name, and what to set with which key."""
    pairs = told.items() if isinstance(told, dict) else enumerate(told)
    for key, value in pairs:
        yield f"{path}/{key}"[:80], told, key
        if isinstance(value, dict | list):
            yield from _places(value, f"{path}/{key}")


def _segment(directory: Path, chance: random.Random) -> str:
    said = ""

    def change(parts: Parts) -> None:
        nonlocal said
        name = chance.choice(sorted(parts))
        parts[name], how = _changed(parts[name], [*parts.values()], chance)
        said = f"{name}: {how}"
        if name == ".article.col" and chance.random() < 0.5:
            parts[name] = _inflating(chance.choice((1 << 20, 600 << 20)))
            said = f"{name}: an article that inflates"

    change_segment(directory, chance.randrange(_SEGMENTS), change)
    return said


def _inflating(size: int) -> bytes:
    from zstandard import ZstdCompressor

    article = b'{"id":"' + b"0" * size + b'"}'
    packed = ZstdCompressor(write_checksum=True).compress(article)
    return packed + b"".join(n.to_bytes(8, "little") for n in (len(packed), 1))


def _changed(data: bytes, others: list[bytes], chance: random.Random) -> tuple[bytes, str]:
    """Return a part with something in it that harms, and what."""
    kind = chance.randrange(8)
    at = chance.randrange(len(data) + 1)
    if kind <= 3 and data:  # a number, at the end or the beginning more often than elsewhere
        width = chance.choice((1, 2, 4, 8))
        places = len(data) // width
        place = chance.choice((0, 1, places - 1, places - 2, chance.randrange(places)))
        number = chance.choice(_NUMBERS) % (1 << 8 * width)
        start = max(place, 0) * width
        new = data[:start] + number.to_bytes(width, "little") + data[start + width :]
        return new, f"{number} in {width} bytes at {start}"
    if kind == 4:
        return data[:at], f"cut at {at}"
    if kind == 5:
        return data + bytes(chance.choice((1, 8, 4096))), "zeros behind it"
    if kind == 6:
        return chance.choice(others), "another part"
    noise = bytes(chance.randrange(256) for _ in range(16))
    return data[:at] + noise + data[at + 16 :], f"noise at {at}"


def _names(directory: Path, chance: random.Random) -> str:
    (path,) = directory.glob("naba_*.names")
    data, how = _changed(path.read_bytes(), [b""], chance)
    path.write_bytes(data)
    vouch_for(directory, path.name, "names")
    return f"names: {how}"


def _trap(directory: Path, chance: random.Random) -> str:
    """Put something that is no file in the place of one."""
    files = sorted(path for path in directory.iterdir() if path.is_file())
    path = chance.choice(files)
    path.unlink()
    kinds: dict[str, Callable[[], None]] = {
        "a pipe": lambda: os.mkfifo(path),
        "a link to endless zeros": lambda: path.symlink_to("/dev/zero"),
        "a link to itself": lambda: path.symlink_to(path),
        "a link outside": lambda: path.symlink_to("/etc/passwd"),
        "a folder": path.mkdir,
        "nothing": lambda: None,
    }
    if os.geteuid() == 0:
        kinds["a device"] = lambda: os.mknod(path, 0o020666, os.makedev(1, 5))
    kind = chance.choice(sorted(kinds))
    kinds[kind]()
    return f"{path.suffix}: {kind}"


def _use(index: Path) -> list[tuple[str, float, str]]:
    """Do all that can be done with an index; return what, how long it took, and its error."""
    found = []
    for name, action in _ACTIONS.items():
        began = time.process_time()
        error = ""
        try:
            action(index)
        except NabaError as typed:
            error = str(typed)
        except Exception as other:
            frames = traceback.extract_tb(other.__traceback__)[-3:]
            where = " < ".join(f"{Path(at.filename).name}:{at.lineno}" for at in frames[::-1])
            error = f"untyped {other!r} {where}"
        found.append((name, time.process_time() - began, error))
    return found


def _query(index: Path) -> None:
    with open_index(index) as engine:
        for query in (
            "الميناء",
            '"السفينة القمح"',
            "مدر*",
            "شخص:سامر",
            "القمحح~",
            "=حلب OR دمشق",
            "",
        ):
            engine.search(query, explain=True)
            engine.search(query, match="any", sort="newest", filters={"person": ["سامر 1"]})


def _questions(index: Path) -> None:
    with open_index(index) as engine:
        engine.stats()
        engine.complete("المي")
        engine.complete("شخص:سا")
        engine.timeline("حلب")
        engine.facet_values("person", "سامر")
        engine.names("سامر 2")


def _articles(index: Path) -> None:
    with open_index(index) as engine:
        for name in ("7", "14", "205", "غائب"):
            if engine.find(name):
                engine.entities(name)
                engine.similar(name)


def _generation(index: Path) -> None:
    open_snapshot(index).close()


_ACTIONS: dict[str, Callable[[Path], object]] = {
    "opening": _generation,
    "a query": _query,
    "a question": _questions,
    "reading": _articles,
    "check": check_index,
    "indexing": lambda index: build(map(plan.record, range(300, 340)), index, entities=False),
    "a merge": lambda index: [
        build([plan.record(400 + n)], index, entities=False) for n in range(5)
    ],
    "a repair": repair,
    "check after the repair": check_index,
}
