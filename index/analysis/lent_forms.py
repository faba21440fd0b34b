"""Forms that several processes meet: each writes down what it has analysed, and reads the others'.

Half of the forms that one worker of a run meets, another has met before, and to read an analysis
takes a tenth of the time of making it. Every process appends to a file of its own, a block for
each batch: how many forms it has, and bytes of analyses; their hashes, which must be the same in
all processes; where each analysis ends; the analyses. Of what others wrote only hashes and places
are kept in memory.
"""

import marshal
import mmap
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from io import FileIO
from pathlib import Path

import numpy as np

from index.analysis.analyzer import Form
from index.analysis.hashing import Hashes, HashTable
from index.arrays import Ints
from index.memory import let_go

_HEAD = struct.Struct("<QQ")
_MOST = 1 << 19
"""Number of forms of others that are kept: about 30 MB of memory. With more, all are let go."""


class LentForms:
    """Analyses shared with other processes: ``own`` is the file written, ``others`` those read.

    Files of others may come to be at any time; of a block that is being written nothing is read.
    """

    def __init__(self, own: Path, others: Sequence[Path]) -> None:
        self._own = FileIO(own, "w")
        self._others = [_Lender(path) for path in others]
        self._clear()

    def _clear(self) -> None:
        self._table = HashTable()
        self._lenders = array("H")
        self._starts = array("Q")
        self._sizes = array("Q")

    def analysed(
        self,
        hashes: Hashes,
        forms: Sequence[str],
        known: HashTable,
        analyse: Callable[[str], Form],
    ) -> list[Form]:
        """Return the analyses of new forms, distinct ones, from others or from ``analyse``.

        ``hashes`` has shape ``(forms,)``; ``known`` has the hashes that will not be asked for.
        """
        for number, lender in enumerate(self._others):
            for met, starts, sizes in lender.blocks():
                self._keep(number, met, starts, sizes, known)
        numbers, missing = self._table.look_up(hashes)
        made = {place: analyse(forms[place]) for place in missing.tolist()}
        self._write(hashes[missing], [*made.values()])
        analysed = [
            made[place] if place in made else self._read(number)
            for place, number in enumerate(numbers.tolist())
        ]
        for lender in self._others:
            lender.let_go()
        return analysed

    def _keep(
        self, lender: int, hashes: Hashes, starts: Ints, sizes: Ints, known: HashTable
    ) -> None:
        """Keep where a lender has the forms that are neither known nor kept."""
        new = known.look_up(hashes)[1]
        new = new[self._table.look_up(hashes[new])[1]]
        if len(self._starts) + len(new) > _MOST:
            self._clear()
        first = len(self._starts)
        self._table.add(hashes[new], np.arange(first, first + len(new), dtype=np.uint32))
        self._lenders.extend([lender] * len(new))
        self._starts.frombytes(starts[new].tobytes())
        self._sizes.frombytes(sizes[new].tobytes())

    def _read(self, number: int) -> Form:
        lender = self._others[self._lenders[number]]
        return lender.form(self._starts[number], self._sizes[number])

    def _write(self, hashes: Hashes, forms: Sequence[Form]) -> None:
        if not forms:
            return
        packed = [*map(marshal.dumps, forms)]
        ends = np.cumsum([*map(len, packed)], dtype=np.int64)
        head = _HEAD.pack(len(packed), int(ends[-1]))
        self._own.write(b"".join([head, hashes.tobytes(), ends.tobytes(), *packed]))


class _Lender:
    """The file of another process, as far as it has been read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._data: bytes | mmap.mmap = b""
        self._at = 0

    def blocks(self) -> Iterator[tuple[Hashes, Ints, Ints]]:
        """Yield the hashes of each whole block that is new, and where their analyses lie."""
        size = self._path.stat().st_size if self._path.exists() else 0
        if size > len(self._data):
            with self._path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
        while self._at + _HEAD.size <= size:
            count, room = _HEAD.unpack_from(self._data, self._at)
            first = self._at + _HEAD.size
            start = first + 16 * count
            if start + room > size:
                return
            columns = np.frombuffer(self._data[first:start], np.int64)
            ends = columns[count:]
            sizes = np.diff(ends, prepend=0)
            yield columns[:count].view(np.uint64), start + ends - sizes, sizes
            self._at = start + room

    def form(self, start: int, size: int) -> Form:
        """Return the analysis that lies somewhere."""
        form: Form = marshal.loads(self._data[start : start + size])
        return form

    def let_go(self) -> None:
        """Keep nothing of the file in memory."""
        let_go(self._data)
