"""Articles of a range of days."""

from typing import Any

from search.execute.docset import DocSet
from search.execute.index_reader import IndexReader
from search.execute.weight import Weight


class DateRangeWeight(Weight):
    """Runs ``whoosh.query.NumericRange`` of the field ``date``, both ends included."""

    source = "date"

    @classmethod
    def handles(cls, query: Any, reader: IndexReader) -> bool:
        """Tell whether it is a range of days with both ends included."""
        return query.fieldname == "date" and not (query.startexcl or query.endexcl)

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents by their days."""
        days = self.arrays.days
        mask = days > 0  # 0 stands for undated
        if self.query.start is not None:
            mask &= days >= self.query.start
        if self.query.end is not None:
            mask &= days <= self.query.end
        found = DocSet(self.arrays.size, mask=mask)
        return found if among is None else found & among
