"""The facets by which articles are filtered and counted: one table, from which all else follows.

The schema, the query language, the options of the command line and the panes of the screen
take the facets from here, in this order. ``search.results.Filters`` has a field for each, and
``tui`` has their labels.
"""

from typing import Literal, NamedTuple, get_args

Kind = Literal["person", "place", "org"]


class Facet(NamedTuple):
    """A facet: its name, its Arabic names in a query, and the article's attribute it shows."""

    name: str
    arabic: tuple[str, ...]
    attribute: str

    def values(self, article: object) -> tuple[str, ...]:
        """Return the values an article brings along: none, one, or several."""
        value: str | tuple[str, ...] | None = getattr(article, self.attribute)
        return (value,) if isinstance(value, str) else value or ()


TABLE = (
    Facet("person", ("شخص",), "persons"),
    Facet("place", ("مكان",), "places"),
    Facet("org", ("جهة", "جهه"), "orgs"),
    Facet("source", ("مصدر",), "source"),
    Facet("category", ("قسم",), "category"),
    Facet("tag", ("وسم",), "tags"),
    Facet("author", ("كاتب", "الكاتب"), "author"),
)
"""All facets, in the order in which they are shown; ``date`` (by month) comes after them."""

FACETS = tuple(facet.name for facet in TABLE)

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The facets whose values are named entities, in the order in which they are shown."""
