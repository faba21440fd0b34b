"""Terms of numbers: one for each value, however its digits and separators are written."""

from index.analysis.normalize import fold
from index.patterns import pattern

_GROUPED = pattern(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?")
_GROUPING = str.maketrans("", "", ",٬")
_DECIMAL = str.maketrans("٫,", "..")


def number_term(written: str) -> str:
    """Return the term of a number: ``١٬٠٠٠`` and ``1,000`` give ``1000``, ``٣٫٥`` gives ``3.5``.

    A comma before exactly three digits groups thousands; any other comma is a decimal mark.
    """
    if _GROUPED.fullmatch(written):
        written = written.translate(_GROUPING)
    return fold(written.translate(_DECIMAL))
