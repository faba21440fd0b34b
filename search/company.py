"""Who is named with whom: the names that stand in the same articles as one, as a graph."""

from itertools import combinations

from index.facets import KINDS
from search.budget import check
from search.execute.docset import DocSet
from search.facets.counts import Counts
from search.findings import Company, NameCount, NameLink
from search.generation import Generation
from search.query.lexer import quoted
from search.results import Filters


def company(state: Generation, name: str, limit: int) -> Company:
    """Return who stands beside a name; see :meth:`search.engine.Engine.company`."""
    asked: dict[str, tuple[str, ...]] = {kind: state.facets[kind].resolve(name) for kind in KINDS}
    named = [(kind, each) for kind, names in asked.items() for each in names]
    if not named:
        return Company(asked, 0, (), ())
    docs = _with_any(state, named)
    counts = state.facets.counts(docs)
    most = limit + max(map(len, asked.values()))
    beside = tuple(
        NameCount(kind, each, count)
        for kind in KINDS
        for each, count in [
            found
            for found in state.facets[kind].most_frequent(counts[kind], most)
            if found[0] not in asked[kind]
        ][:limit]
    )
    return Company(asked, len(docs), beside, _links(state, docs, beside))


def _with_any(state: Generation, named: list[tuple[str, str]]) -> DocSet:
    query = " OR ".join(f"{kind}:{quoted(name)}" for kind, name in named)
    return state.finder.answer(query, Filters(), "all", exact=False).kept


def _links(state: Generation, docs: DocSet, beside: tuple[NameCount, ...]) -> tuple[NameLink, ...]:
    """Return which of the names stand together in some articles of a set, and in how many."""
    numbers = [state.facets[each.kind].names.find(each.name) for each in beside]
    together: list[Counts] = []
    for each in beside:
        check()
        together.append(state.facets.counts(docs & _with_any(state, [(each.kind, each.name)])))
    found = []
    for one, other in combinations(range(len(beside)), 2):
        if count := int(together[one][beside[other].kind][numbers[other]]):
            found.append(NameLink(one, other, count))
    return tuple(found)
