"""Which documents match a query: sets, not scores."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from search.execute.arrays import Arrays
from search.execute.docset import Docs, DocSet, Ints, isin
from search.execute.proximity import Places, near
from search.execute.weighting import Floats
from search.execute.word import Word

Expand = Callable[[Any], list[bytes]]
Numbers = Callable[[Any], list[Ints]]
"""A pattern to the numbers of its terms in each leaf."""


class Values(wq.Query):  # type: ignore[misc]
    """Articles that have any of ``values`` (local names, as indexed) in a facet; score 0.

    Read off the facet's column in one pass, however many values there are.
    """

    def __init__(self, fieldname: str, values: Iterable[str]) -> None:
        self.fieldname = fieldname
        self.values = frozenset(values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Values({self.fieldname!r}, {sorted(self.values)!r})"

    def _key(self) -> tuple[str, frozenset[str]]:
        return self.fieldname, self.values

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Return a stock matcher, for who runs the query without this executor."""
        terms = [wq.Term(self.fieldname, value, boost=0.0) for value in sorted(self.values)]
        return wq.Or(terms).matcher(searcher, context)


class Matcher:
    """Finds the documents of a query and of its parts, deleted ones perhaps among them.

    What a part matches is remembered for as long as the matcher lives, which is one query.
    """

    def __init__(self, arrays: Arrays, schema: Any, expand: Expand, numbers: Numbers) -> None:
        self.arrays = arrays
        self.expand = expand
        self._numbers = numbers
        self._schema = schema
        self._found: dict[int, tuple[Any, DocSet]] = {}
        self._walked: dict[int, tuple[Docs, Floats]] = {}

    def docs(self, query: Any, among: DocSet | None = None) -> DocSet:
        """Return the documents that match; with ``among`` only those of them in it."""
        key = id(query)
        if key in self._found:
            found = self._found[key][1]
            return found if among is None else found & among
        run = _RUNNERS.get(type(query), Matcher._expanded)
        found = (Matcher._walk if self.walks(query) else run)(self, query, among)
        if among is None:
            self._found[key] = (query, found)  # the query is kept, so that its id stays its own
        return found

    def walks(self, query: Any) -> bool:
        """Tell whether a query is one that only its own matcher can answer."""
        match query:
            case wq.Or():
                return bool(query.scale or query.minmatch)
            case wq.NumericRange():
                return bool(query.fieldname != "date" or query.startexcl or query.endexcl)
            case SpanNear2():
                return self.near(query) is None
        return type(query) not in _RUNNERS and not isinstance(query, wq.MultiTerm)

    def term(self, query: wq.Term) -> tuple[str, bytes] | None:
        """Return field and term of a query as they are indexed, None when they cannot be."""
        text, field = query.text, query.fieldname
        if type(text) is not str or field not in self._schema:
            return self._encoded(field, text)
        return field, text.encode()

    def near(self, query: Any) -> tuple[str, Places] | None:
        """Return field and words of a proximity query; None when its parts are not words."""
        if isinstance(query, wq.Phrase):
            terms = [[wq.Term(query.fieldname, word)] for word in query.words]
        else:
            terms = [_alternatives(part) for part in query.qs]
        fields = {term.fieldname for place in terms for term in place}
        if len(fields) != 1 or not all(terms):
            return None
        places = [[found[1] for term in place if (found := self.term(term))] for place in terms]
        return fields.pop(), places

    def walked(self, query: Any) -> tuple[Docs, Floats]:
        """Walk the query's own matcher; return documents and scores."""
        if id(query) not in self._walked:
            docs: list[int] = []
            scores: list[float] = []
            for leaf in self.arrays.leaves:
                matcher = query.matcher(leaf.searcher, leaf.searcher.context())
                while matcher.is_active():
                    docs.append(matcher.id() + leaf.offset)
                    scores.append(matcher.score())
                    matcher.next()
            self._walked[id(query)] = np.array(docs, np.int32), np.array(scores, np.float64)
        return self._walked[id(query)]

    def count(self, query: Any) -> int:
        """Return at most how many documents match, as far as that costs nothing to say."""
        match query:
            case wq.Term():
                found = self.term(query)
                return self.arrays.entry(*found).df if found else 0
            case Word():
                return sum(self.arrays.entry(*term).df for term in query.terms)
            case wq.Or():
                return sum(map(self.count, query.subqueries))
            case wq.And():
                return min(map(self.count, query.subqueries), default=self.arrays.size)
            case wq.Phrase():
                return min(self.count(wq.Term(query.fieldname, word)) for word in query.words)
            case SpanNear2():
                return min(map(self.count, query.qs))
        return self.arrays.size

    def _encoded(self, field: str, text: Any) -> tuple[str, bytes] | None:
        try:
            return field, bytes(self._schema[field].to_bytes(text))
        except (KeyError, ValueError):
            return None

    def _set(self, docs: Docs) -> DocSet:
        return DocSet.of(self.arrays.size, docs)

    def _all(self) -> DocSet:
        return DocSet(self.arrays.size, mask=np.ones(self.arrays.size, bool))

    def _term(self, query: wq.Term, among: DocSet | None) -> DocSet:
        found = self.term(query)
        return self._joined([self.arrays.docs(*found)] if found else [], among)

    def _word(self, query: Word, among: DocSet | None) -> DocSet:
        return self._joined(self._lists(query), among)

    def _or(self, query: wq.Or | wq.DisjunctionMax, among: DocSet | None) -> DocSet:
        return self._union(query.subqueries, among)

    def _union(self, queries: Iterable[Any], among: DocSet | None) -> DocSet:
        """Join what queries match: the lists of terms at once, other sets one by one."""
        lists: list[Docs] = []
        sets: list[DocSet] = []
        stack = list(queries)
        while stack:
            query = stack.pop()
            if type(query) is wq.Term:
                if found := self.term(query):
                    lists.append(self.arrays.docs(*found))
            elif type(query) is Word:
                lists += self._lists(query)
            elif type(query) is wq.Or and not self.walks(query):
                stack += query.subqueries
            else:
                sets.append(self.docs(query, among))
        joined = self._joined(lists, among)
        for some in sets:
            joined = joined | some
        return joined

    def _lists(self, word: Word) -> list[Docs]:
        """Return lists that together have each document of a word."""
        wholes = [term for term in word.terms if term not in word.exacts]
        others = [term for term in word.exacts if not self.arrays.is_part(*term, wholes)]
        return [self.arrays.docs(*term) for term in (*wholes, *others)]

    def _joined(self, lists: list[Docs], among: DocSet | None) -> DocSet:
        if among is None or among.dense:
            joined = DocSet.union(self.arrays.size, lists)
            return joined if among is None else joined & among
        ids = among.ids
        inside = np.zeros(len(ids), bool)
        for docs in lists:
            inside |= isin(ids, docs)
        return DocSet(self.arrays.size, ids=ids[inside])

    def _and(self, query: wq.And, among: DocSet | None) -> DocSet:
        found = among
        wanted = [part for part in query.subqueries if not isinstance(part, wq.Not)]
        for part in sorted(wanted, key=self.count):
            found = self.docs(part, found)
            if not len(found):
                return found
        found = self._all() if found is None else found
        for part in query.subqueries:
            if isinstance(part, wq.Not):
                found = found - self.docs(part.query)
        return found

    def _not(self, query: wq.Not, among: DocSet | None) -> DocSet:
        return (self._all() if among is None else among) - self.docs(query.query)

    def _and_not(self, query: wq.AndNot, among: DocSet | None) -> DocSet:
        return self.docs(query.a, among) - self.docs(query.b)

    def _and_maybe(self, query: wq.AndMaybe, among: DocSet | None) -> DocSet:
        return self.docs(query.a, among)

    def _require(self, query: wq.Require, among: DocSet | None) -> DocSet:
        return self.docs(query.a, self.docs(query.b, among))

    def _constant_score(self, query: wq.ConstantScoreQuery, among: DocSet | None) -> DocSet:
        return self.docs(query.child, among)

    def _null(self, _: Any, __: DocSet | None) -> DocSet:
        return self._set(np.zeros(0, np.int32))

    def _walk(self, query: Any, among: DocSet | None) -> DocSet:
        found = self._set(self.walked(query)[0])
        return found if among is None else found & among

    def _masked(self, mask: npt.NDArray[np.bool_], among: DocSet | None) -> DocSet:
        found = DocSet(self.arrays.size, mask=mask)
        return found if among is None else found & among

    def _expanded(self, query: wq.MultiTerm, among: DocSet | None) -> DocSet:
        return self._masked(self.arrays.having(query.fieldname, self._numbers(query)), among)

    def _every(self, query: wq.Every, among: DocSet | None) -> DocSet:
        arrays, field = self.arrays, query.fieldname
        if field is None:
            return self._all() if among is None else among
        if field == "date":
            return self._masked(arrays.days > 0, among)
        if self._schema[field].scorable:
            return self._masked(arrays.lengths(field) > 0, among)
        starts = [leaf.ordinals(field).starts for leaf in arrays.leaves]
        return self._masked(np.concatenate([s[1:] > s[:-1] for s in starts]), among)

    def _number_range(self, query: wq.NumericRange, among: DocSet | None) -> DocSet:
        days = self.arrays.days
        found = days > 0  # 0 stands for undated
        if query.start is not None:
            found &= days >= query.start
        if query.end is not None:
            found &= days <= query.end
        return self._masked(found, among)

    def _values(self, query: Values, among: DocSet | None) -> DocSet:
        mask = np.zeros(self.arrays.size, bool)
        for leaf in self.arrays.leaves:
            column = leaf.ordinals(query.fieldname)
            wanted = np.zeros(len(column.values), bool)
            ordinals = map(column.values.find, query.values)
            wanted[[ordinal for ordinal in ordinals if ordinal is not None]] = True
            entries = np.flatnonzero(wanted[column.ordinals])
            mask[np.searchsorted(column.starts, entries, "right") - 1 + leaf.offset] = True
        return self._masked(mask, among)

    def _near(self, query: Any, among: DocSet | None) -> DocSet:
        field, places = self.near(query) or ("", [])
        phrase = isinstance(query, wq.Phrase)
        arrays = self.arrays
        counts = [sum(arrays.entry(field, term).df for term in place) for place in places]
        docs = among
        for i in sorted(range(len(places)), key=counts.__getitem__):
            docs = self._joined([arrays.docs(field, term) for term in places[i]], docs)
            if not len(docs):
                return docs
        if docs is None:
            return self._set(np.zeros(0, np.int32))
        return self._set(
            near(
                arrays,
                field,
                places,
                docs.ids,
                slop=query.slop,
                ordered=True if phrase else query.ordered,
                nearest=1 if phrase else query.mindist,
            )
        )


_RUNNERS: dict[type, Callable[[Matcher, Any, DocSet | None], DocSet]] = {
    wq.Term: Matcher._term,
    Word: Matcher._word,
    wq.And: Matcher._and,
    wq.Or: Matcher._or,
    wq.DisjunctionMax: Matcher._or,
    wq.Not: Matcher._not,
    wq.AndNot: Matcher._and_not,
    wq.AndMaybe: Matcher._and_maybe,
    wq.Require: Matcher._require,
    wq.ConstantScoreQuery: Matcher._constant_score,
    wq.Every: Matcher._every,
    wq.NumericRange: Matcher._number_range,
    wq.Phrase: Matcher._near,
    SpanNear2: Matcher._near,
    Values: Matcher._values,
    type(wq.NullQuery): Matcher._null,
}


def _alternatives(query: Any) -> list[wq.Term]:
    """The terms of a Term or an Or of Terms without boosts; empty for anything else."""
    terms = query.subqueries if isinstance(query, wq.Or) and query.boost == 1.0 else [query]
    plain = all(isinstance(term, wq.Term) and term.boost == 1.0 for term in terms)
    return list(terms) if plain else []
