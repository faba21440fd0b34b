"""One sense a discourse: a name that an article makes sure of once counts wherever it stands.

Gale, Church and Yarowsky 1992. It holds for listed names that are also words: جدة after في جدة,
الهلال after لاعب الهلال.
"""

from index.entities import classes
from index.entities.gazetteer import describes
from index.entities.name_lists import ALWAYS, name_lists
from index.entities.sentence import Sentence, Span
from index.facets import Kind


def with_recurring(sentence: Sentence, spans: list[Span]) -> list[Span]:
    """Return sorted spans with those of guarded names that are sure elsewhere in the article."""
    sure = _sure_names(sentence, spans)
    if not sure:
        return spans
    result: list[Span] = []
    ahead = 0
    for at, word in enumerate(sentence.words):
        if not word.classes & (classes.HEAD | classes.CLUB):
            continue
        while ahead < len(spans) and spans[ahead].end <= at:
            result.append(spans[ahead])
            ahead += 1
        if ahead < len(spans) and spans[ahead].start <= at:
            continue
        reading = word.among(sure)
        if reading is not None and not describes(sentence, at):
            kind, name = sure[reading.key]
            result.append(Span(at, at + 1, kind, name or reading.shown, listed=bool(name)))
    return result + spans[ahead:]


def _sure_names(sentence: Sentence, spans: list[Span]) -> dict[str, tuple[Kind, str]]:
    """Return the guarded names of one word that are sure somewhere, with kind and listed name."""
    alone = name_lists().alone
    found: dict[str, tuple[Kind, str]] = {}
    for span in spans:
        if span.end - span.start > 1 or span.kind == "person":
            continue
        word = sentence.words[span.start]
        for reading in (word.whole, word.bare):
            for listed in alone.get(reading.key, ()) if reading is not None else ():
                if listed.kind == span.kind and listed.guard != ALWAYS and reading is not None:
                    found.setdefault(reading.key, (span.kind, listed.name))
    return found
