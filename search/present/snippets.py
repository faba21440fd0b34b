"""The passage of an article that best shows why it was found.

Candidate windows run from one marked word to another. A window is worth the weights of the
distinct clauses in it, a little more for more words and a little less for its width. The passage
is cut from the source as it is: at the start of a sentence or a clause where one is near, else
between words.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from index.article import Article
from index.patterns import pattern
from search.present.highlight import Marked
from search.results import Snippet, Span

LENGTH = 220
"""Length of a passage in code points; only a single word that is longer makes it longer."""

_SENTENCE = pattern(r"(?:[.!?؟…]+[\"»”)]*\s+|\n\s*)")
_PAUSE = pattern(r"[،؛,;:]\s+")
_SPACE = pattern(r"\s+")
_LINK = r"(?:https?://)?(?:pic\.twitter\.com|pic\.x\.com|t\.co)/\S*"
_LINKS_FIRST = pattern(rf"(?:\s*{_LINK}\s*)+")
_LINKS_LAST = pattern(rf"(?:\s*{_LINK}\s*)+$")


def snippet(
    article: Article, matches: Sequence[Marked], weights: Sequence[float]
) -> Snippet | None:
    """Return the best passage of an article's text, or its lead; None when it has no text.

    ``matches`` are the marked words of the text, ``weights`` the worth of each clause.
    """
    regions = _story(article)
    inside = [_within(match, regions) for match in matches]
    shown = [match for match, region in zip(matches, inside, strict=True) if region]
    if matches and not shown:  # only the furniture has it
        whole = (0, len(article.text))
        return _passage(article.text, whole, list(matches), weights)
    if not shown:
        return _lead(article, regions)
    best = _best_window(shown, [region for region in inside if region], weights)
    region = _within(best[0], regions)
    assert region is not None
    own = [match for match in shown if _within(match, [region])]
    return _cut(article.text, region, (best[0].start, best[-1].end), own)


def merged(words: Iterable[Marked]) -> tuple[Span, ...]:
    """Return the spans of marked words in order, overlapping ones as one."""
    spans: list[Span] = []
    for word in sorted(words):
        if spans and word.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.end))
        else:
            spans.append((word.start, word.end))
    return tuple(spans)


def _passage(
    text: str, region: Span, matches: Sequence[Marked], weights: Sequence[float]
) -> Snippet:
    best = _best_window(matches, [region] * len(matches), weights)
    return _cut(text, region, (best[0].start, best[-1].end), matches)


def _story(article: Article) -> list[Span]:
    """Return the spans of the text between pieces of furniture."""
    regions: list[Span] = []
    at = 0
    for start, end in [*sorted(article.furniture), (len(article.text), len(article.text))]:
        if article.text[at:start].strip():
            regions.append((at, start))
        at = max(at, end)
    return regions


def _within(match: Marked, regions: Sequence[Span]) -> Span | None:
    i = bisect_right(regions, (match.start, len(regions) and regions[-1][1] + 1)) - 1
    return regions[i] if i >= 0 and match.end <= regions[i][1] else None


def _best_window(
    matches: Sequence[Marked], regions: Sequence[Span], weights: Sequence[float]
) -> Sequence[Marked]:
    best, best_worth, left = matches[:1], -1.0, 0
    clauses: Counter[int] = Counter()
    for right, match in enumerate(matches):
        clauses[match.clause] += 1
        while left < right and (
            match.end - matches[left].start > LENGTH or regions[left] != regions[right]
        ):
            clauses[matches[left].clause] -= 1
            left += 1
        distinct = sum(weights[clause] for clause, n in clauses.items() if n)
        width = (match.end - matches[left].start) / LENGTH
        worth = distinct * (1 - 0.2 * width) + 0.1 * min(right - left, 4)
        if worth > best_worth + 1e-9:
            best, best_worth = matches[left : right + 1], worth
    return best


def _lead(article: Article, regions: Sequence[Span]) -> Snippet | None:
    """Return the beginning of the story, after its title and dateline."""
    if not regions:
        return None
    start, end = regions[0]
    text = article.text
    if article.title and (at := text.find(article.title, start, start + 300)) >= 0:
        after = at + len(article.title)
        start = after if text[after:end].strip() else start
    if start < article.lead < end:
        start = article.lead
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return _cut(text, (start, end), (start, start), ())


def _cut(text: str, region: Span, core: Span, matches: Sequence[Marked]) -> Snippet:
    """Return a passage of ``region`` around ``core``, with those of ``matches`` inside it."""
    core = (core[0], min(core[1], core[0] + LENGTH))  # one endless word is cut as well
    start = _start(text, region, core)
    end = _end(text, region, core, start)
    start, end = _trimmed(text, (start, end), core)
    spans = [
        (max(a, start) - start, min(b, end) - start)
        for a, b in merged(matches)
        if a < end and b > start
    ]
    return Snippet(text[start:end], tuple(spans))


def _start(text: str, region: Span, core: Span) -> int:
    spare = max(0, LENGTH - (core[1] - core[0]))
    # Near the end of the story there is less to show after the matches, so more before.
    lead = max(spare * 2 // 3, LENGTH - (region[1] - core[0]))
    earliest = max(region[0], core[0] - lead)
    if earliest == region[0]:
        return earliest
    for boundary in (_SENTENCE, _PAUSE):
        starts = [found.end() for found in boundary.finditer(text, earliest, core[0])]
        if starts:
            return starts[0]
    earliest = max(earliest, core[0] - max(spare // 3, lead - spare * 2 // 3))
    space = _SPACE.search(text, earliest, core[0])
    return space.end() if space else core[0]


def _end(text: str, region: Span, core: Span, start: int) -> int:
    latest = max(start + LENGTH, core[1])
    if latest >= region[1]:
        return region[1]
    ends = [m.start() + len(m[0].rstrip()) for m in _SENTENCE.finditer(text, core[1], latest + 1)]
    if ends and ends[-1] - start >= LENGTH * 0.6:
        return ends[-1]
    pauses = [m.start() for m in _PAUSE.finditer(text, core[1], latest + 1)]
    if pauses and pauses[-1] - start >= LENGTH * 0.75:
        return pauses[-1]
    if text[latest].isspace():
        return latest
    spaces = list(_SPACE.finditer(text, max(core[1], start + 1), latest))
    if spaces:
        return spaces[-1].start()
    space = _SPACE.search(text, latest, min(region[1], latest + LENGTH))
    return space.start() if space else min(region[1], latest + LENGTH)


def _trimmed(text: str, span: Span, core: Span) -> Span:
    """Return a span without space and picture links at its ends; ``core`` is never cut."""
    start, end = span
    if (links := _LINKS_FIRST.match(text, start, end)) and links.end() < end:
        start = min(links.end(), core[0]) if core[1] > core[0] else links.end()
    if links := _LINKS_LAST.search(text, start, end):
        end = max(links.start(), core[1])
    kept = text[start:end]
    if not kept.strip():
        return start, end
    start += len(kept) - len(kept.lstrip())
    return start, end - (len(kept) - len(kept.rstrip()))
