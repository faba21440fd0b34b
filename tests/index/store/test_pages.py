"""What was read of an index is not kept among the memory of the process that answers."""

import mmap
import sys
from pathlib import Path

import pytest

from index.disk import map_file
from index.store.pages import Pages, Span

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for what is mapped")

PAGE = mmap.PAGESIZE
SMALL, LARGE = 4 << 20, 64 << 20


def resident(path: Path) -> int:
    """Return how many bytes of a mapped file are among this process's memory."""
    lines = iter(Path("/proc/self/smaps").read_text().splitlines())
    for line in lines:
        if line.endswith(str(path)):
            size = next(own for own in lines if own.startswith("Rss:"))
            return int(size.split()[1]) << 10
    return 0


def read(file: mmap.mmap, start: int, end: int) -> None:
    for at in range(start, end, PAGE):
        file[at]


@pytest.fixture
def mapped(tmp_path: Path) -> tuple[Path, mmap.mmap, Pages]:
    path = tmp_path / "parts"
    with path.open("wb") as out:
        out.truncate(SMALL + LARGE)
    file = map_file(path)
    assert isinstance(file, mmap.mmap)
    # Neither part begins or ends where a page does.
    parts = [Span(file, SMALL + 8, LARGE - 16), Span(file, 0, SMALL + 8)]
    return path, file, Pages(parts)


def test_much_that_was_read_is_let_go_of_but_for_small_parts(
    mapped: tuple[Path, mmap.mmap, Pages],
) -> None:
    path, file, pages = mapped
    read(file, 0, SMALL + LARGE)
    assert resident(path) >= LARGE
    pages.let_go()
    assert SMALL <= resident(path) <= SMALL + (1 << 20)
    read(file, 0, SMALL + LARGE)  # and can be read again


def test_a_little_that_was_read_stays(mapped: tuple[Path, mmap.mmap, Pages]) -> None:
    path, file, pages = mapped
    read(file, SMALL + PAGE, SMALL + 9 * PAGE)
    pages.let_go()
    assert resident(path) >= 8 * PAGE
