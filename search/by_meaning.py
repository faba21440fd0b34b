"""Answers a query by words and meaning together, or by meaning alone.

Words decide what counts as found. Meaning puts the best of it in another order and adds the
nearest articles that have none of the words, if the query is of plain words: what is asked for by
more than these has to stand there. A query in Latin letters goes by meaning alone when no article
has its words. What is no nearer than articles are to anything is left out.
"""

import re
from dataclasses import dataclass
from functools import partial

import numpy as np

from index.errors import InputError, Message, NabaError
from search.answer import Answer
from search.execute.docset import DocSet
from search.generation import Generation
from search.listing import Listing
from search.meaning import Sought, is_plain, similarities
from search.rank.fusion import Fusion, Nearness, by_nearness
from search.rank.ranking import Ranking
from search.results import Meaning, Share, Sort

ADDED = 10
"""Number of nearest articles that are listed at most, whether they have the words or not."""
FOUND = 100
"""Number of articles that meaning alone finds at most."""

_LATIN = re.compile("[A-Za-z]{2}")
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True)
class Question:
    """What is asked, besides the words: see :meth:`search.engine.Engine.search`."""

    query: str
    sought: Sought
    mode: Meaning
    sort: Sort
    collapse: bool


def by_meaning(state: Generation, asked: Question, words: Listing, ranking: Ranking) -> Listing:
    """Return what is listed of an answer ``words`` when meaning is asked for too.

    Raises ``InputError`` and what the encoder raises when meaning alone was asked for; else these
    are only noted.
    """
    written = words.answer.plan.written
    sought = asked.sought
    alone = asked.mode == "only"
    if written is None or (sought.vector is None and sought.error is None):
        if alone:
            raise InputError("a search by meaning alone needs words to go by")
        return words
    try:
        near = Nearness(similarities(state.snapshot, sought))
    except NabaError as error:
        if alone:
            raise
        note = Message("found by words alone: {reason}", {"reason": error.message})
        return words._replace(notes=(note,))
    foreign = is_plain(written) and not alone and _is_foreign(state, asked.query, words.answer)
    if alone or foreign:
        return _alone(state, asked, words, ranking, near)
    return _together(state, asked, words, ranking, near)


def _together(
    state: Generation, asked: Question, words: Listing, ranking: Ranking, near: Nearness
) -> Listing:
    """Return what words find in the order of both, and the nearest of what they do not find."""
    answer, shown = words.answer, words.shown
    added = near.nearest(_eligible(state, answer), ADDED) - answer.kept
    if asked.collapse:
        added = state.copies.folded(state.copies.without_copies(added, shown))
    fusion = Fusion(ranking, shown, near, added)
    return words._replace(best=fusion.best, explain=fusion.explain, missed=added, added=len(added))


def _alone(
    state: Generation, asked: Question, words: Listing, ranking: Ranking, near: Nearness
) -> Listing:
    """Return the nearest articles, which then are what is found, if there are any."""
    kept = near.nearest(_eligible(state, words.answer), FOUND)
    if not len(kept) and asked.mode != "only":
        none = Message("no article has all of these words, and none is near to them in meaning")
        return words._replace(notes=(none,))
    found = words.answer._replace(matches=kept, kept=kept, match="all")
    shown = state.copies.folded(kept) if asked.collapse else kept

    def explain(doc: int, _: int) -> list[Share]:
        (age,) = ranking.ages(np.array([doc])).tolist()
        return [Share("", "meaning", "", "", float(near.similar[doc]) * age)]

    best = partial(by_nearness, ranking, shown, near.similar, asked.sort)
    notes: tuple[Message, ...] = ()
    if asked.mode != "only":
        said = Message("no article has all of these words: the nearest by meaning are shown")
        notes = (said,)
    elif not len(kept):
        notes = (Message("no article is near to this in meaning"),)
    return Listing(found, shown, best, explain, shown - words.answer.matches, notes=notes)


def _eligible(state: Generation, answer: Answer) -> DocSet:
    """Return the articles that may be found by meaning: all that pass the filters.

    What is asked by more than plain words has to match as it stands.
    """
    if answer.plan.written is None or not is_plain(answer.plan.written):
        return answer.kept
    return answer.filtered(state.every, answer.filters.values())


def _is_foreign(state: Generation, query: str, answer: Answer) -> bool:
    """Tell whether a query is in Latin letters, and no article has all its words."""
    if _ARABIC.search(query) or not _LATIN.search(query):
        return False
    if not len(answer.matches):
        return True
    return answer.match == "any" and not len(state.executor.run(answer.plan.strict).docs)
