"""Names that stand together as a graph in GraphML, which Gephi, yEd and networkx read."""

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.findings import Company

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_ATTRIBUTES = (
    ("name", "node", "string"),
    ("kind", "node", "string"),
    ("articles", "node", "int"),
    ("weight", "edge", "int"),
)
"""What nodes and edges have; the weight of an edge is a number of articles."""


def as_graphml(asked: str, company: "Company") -> str:
    """Return a graph: a node for the name that was asked for, one for each name beside it.

    An edge joins two that stand together in an article of that name.
    """
    root = Element("graphml", xmlns=_NAMESPACE)
    for name, owner, kind in _ATTRIBUTES:
        SubElement(root, "key", {"id": name, "for": owner, "attr.name": name, "attr.type": kind})
    graph = SubElement(root, "graph", edgedefault="undirected")
    kinds = [kind for kind, names in company.asked.items() if names]
    _add(graph, "node", {"id": "n0"}, name=asked, kind=" ".join(kinds), articles=company.articles)
    for number, each in enumerate(company, 1):
        found = {"name": each.name, "kind": each.kind, "articles": each.count}
        _add(graph, "node", {"id": f"n{number}"}, **found)
        _add(graph, "edge", {"source": "n0", "target": f"n{number}"}, weight=each.count)
    for link in company.links:
        ends = {"source": f"n{link.one + 1}", "target": f"n{link.other + 1}"}
        _add(graph, "edge", ends, weight=link.count)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False)


def _add(graph: Element, tag: str, attributes: dict[str, str], **data: object) -> None:
    element = SubElement(graph, tag, attributes)
    for key, value in data.items():
        SubElement(element, "data", key=key).text = one_line(str(value))
