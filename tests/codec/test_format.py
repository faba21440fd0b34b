"""The example of the format's page is a posting file, and holds what the page says."""

import re
import zlib
from pathlib import Path

import index.codec
from index.codec.field import FieldFile

PAGE = (Path(index.codec.__file__).parent / "FORMAT.md").read_text("utf-8")
EXAMPLE = PAGE.partition("## Example")[2]


def example() -> bytes:
    """The bytes of the page's dump: what stands in each line before three blanks."""
    dump = EXAMPLE.split("```")[1].strip()
    return bytes.fromhex(" ".join(line.partition("   ")[0] for line in dump.split("\n")))


def table(heading: str) -> list[list[str]]:
    """The cells of the table whose first column has that heading."""
    rows = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", EXAMPLE, re.M)
    assert rows
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows[1].splitlines()]


def test_the_example_has_the_stated_postings() -> None:
    file = FieldFile(example())
    found = [
        [term.decode(), *(" ".join(map(str, numbers.tolist())) for numbers in row)]
        for term, row in zip(
            file.terms,
            ((file.docs(n), file.frequencies(n), file.positions(n)) for n in range(len(file))),
            strict=True,
        )
    ]
    assert found == table("term")
    assert file.documents == 3
    assert file.has_positions and not file.base_name
    assert file.block_index() == [(b"qalam", 4)]


def test_the_example_has_the_stated_block() -> None:
    """The block as the page reads it, number by number."""
    data = example()
    assert len(data) == 184
    block = data[14:51]
    assert int.from_bytes(block[:4], "little") == zlib.crc32(block[4:])
    assert int.from_bytes(block[4:8], "little") == len(block)
    assert int.from_bytes(block[8:16], "little") == 8
    flags, numbers, text = block[16:18], iter(block[18:30]), block[30:]
    shared, own, counts = [[next(numbers) for _ in flags] for _ in range(3)]
    optional = [[next(numbers) if f >> bit & 1 else 0 for f in flags] for bit in range(8)]
    assert not list(numbers)
    assert (shared, own, text) == ([0, 2], [5, 2], b"qalammh")
    assert counts == [2, 1]
    more, base, *rows = optional
    assert (more, base) == ([1, 0], [0, 0])
    assert rows == [[1, 1], [1, 0], [3, 3], [0, 0], [0, 0], [0, 0]]


def test_the_example_is_read_by_the_grammar_alone() -> None:
    """The rows as the page reads them, bit by bit."""
    data = example()
    bits = "".join(f"{byte:08b}"[::-1] for byte in data[8:14])

    def strip(byte: int, count: int, width: int) -> list[int]:
        start = 8 * byte
        cells = (bits[start + n * width : start + (n + 1) * width] for n in range(count))
        return [int(cell[::-1], 2) for cell in cells]

    assert strip(0, 2, 1) == [0, 1]
    assert strip(1, 2, 1) == [0, 1]
    assert strip(2, 3, 3) == [4, 0, 3]
    assert strip(4, 1, 1) == [1]
    assert strip(5, 1, 3) == [7]
