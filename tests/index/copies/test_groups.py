"""Which articles are copies: properties of signatures, bands and groups."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.forms import FormTable
from index.copies import RESEMBLANCE
from index.copies.groups import Groups, Texts, find_groups
from index.copies.words import Sketcher
from index.schema import day_number, shared_analyzer

FORMS = FormTable(shared_analyzer())
SKETCHER = Sketcher(FORMS)
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهي"


def words(count: int, seed: int) -> list[str]:
    """Return words that nobody else's text has, the same for a seed."""
    chance = random.Random(seed)
    return ["".join(chance.choices(LETTERS, k=6)) for _ in range(count)]


class Story:
    """A text to be compared: its body, title, outlet, day and id."""

    def __init__(
        self, id: str, body: Sequence[str], title: str = "", source: int = 0, day: int = 0
    ) -> None:
        self.id, self.title, self.source = id, title, source
        self.body = " ".join(body)
        self.day = date(2024, 1, 1) + timedelta(day)


def texts(stories: Sequence[Story]) -> Texts:
    titles = FORMS.read([story.title for story in stories])
    bodies = FORMS.read([story.body for story in stories])
    return Texts(
        SKETCHER.records(titles, bodies),
        np.ones(len(stories), bool),
        np.array([day_number(story.day) for story in stories], np.int32),
        np.array([story.source for story in stories], np.int32),
        lambda row: stories[row].id,
    )


def named(groups: Groups, stories: Sequence[Story]) -> list[list[str]]:
    """Return the ids in each group of two or more, as they are ordered."""
    found: dict[int, list[str]] = {}
    for row, group in zip(groups.rows.tolist(), groups.groups.tolist(), strict=True):
        found.setdefault(group, []).append(stories[row].id)
    return sorted(ids for ids in found.values() if len(ids) > 1)


def groups_of(stories: Sequence[Story], threshold: float = RESEMBLANCE) -> list[list[str]]:
    nothing = np.zeros(len(stories), bool)
    return named(find_groups(texts(stories), threshold, nothing, Groups.none()), stories)


def changed(body: list[str], places: Sequence[int], seed: int = 99) -> list[str]:
    new = words(len(places), seed)
    out = list(body)
    for place, word in zip(places, new, strict=True):
        out[place] = word
    return out


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 300), st.integers(0, 10**6), st.booleans())
def test_the_same_text_is_the_same_group(length: int, seed: int, other: bool) -> None:
    body = words(length, seed)
    stories = [Story("a", body), Story("b", body, source=int(other), day=3)]
    assert groups_of(stories) == [["a", "b"]]


def test_spelling_and_punctuation_are_no_difference() -> None:
    one = "قال الوزيرُ إنّ المحطة تعمل، وإن الإصلاح انتهى أمس في #وادي_الرمان."
    other = "قال الوزير إن المحطة تعمل وإن الاصلاح انتهى أمس في وادي الرمان"
    assert groups_of([Story("a", [one]), Story("b", [other])]) == [["a", "b"]]


@settings(max_examples=40, deadline=None)
@given(st.integers(100, 400), st.integers(0, 10**6), st.data())
def test_one_word_changed_in_a_long_text_is_the_same_group(
    length: int, seed: int, data: st.DataObject
) -> None:
    body = words(length, seed)
    place = data.draw(st.integers(0, length - 1))
    stories = [Story("a", body), Story("b", changed(body, [place], seed + 1))]
    assert groups_of(stories) == [["a", "b"]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 250), min_size=2, max_size=8), st.integers(0, 10**6))
def test_different_stories_stay_apart(lengths: list[int], seed: int) -> None:
    stories = [Story(str(n), words(size, seed + n), source=n) for n, size in enumerate(lengths)]
    assert groups_of(stories) == []


def test_short_alerts_in_fixed_wording_are_no_copies() -> None:
    gold = ["سجل", "غرام", "الذهب", "عيار", "اليوم", "سعر", "{}", "ليرة", "للمبيع", "في", "السوق"]
    stories = [
        Story(str(n), [word.format(700 + n) for word in gold], "أسعار الذهب", n % 3, n)
        for n in range(12)
    ]
    assert groups_of(stories) == []


def test_weather_of_many_towns_is_no_copy_of_last_weeks() -> None:
    towns = words(25, 5)

    def bulletin(week: int) -> list[str]:
        degrees = [
            f"درجة الحرارة في {town} اليوم {(n * 7 + week * 5) % 40} مئوية"
            for n, town in enumerate(towns)
        ]
        return ["تتوقع الأرصاد طقسا مشمسا", *degrees]

    stories = [Story(str(n), bulletin(n), source=0, day=7 * n) for n in range(6)]
    assert groups_of(stories) == []


def test_what_stands_under_every_video_is_no_copy() -> None:
    under = ["جميع", "الحقوق", "محفوظة", "للقناة"]
    stories = [Story("a", under, "افتتاح الجسر"), Story("b", under, "مباراة الليلة")]
    assert groups_of(stories) == []


def test_an_outlet_repeats_itself_in_a_follow_up_and_two_run_one_story() -> None:
    body = words(200, 1)
    extended = words(70, 2) + body
    assert groups_of([Story("a", body, source=0), Story("b", extended, source=1)]) == [["a", "b"]]
    assert groups_of([Story("a", body, source=0), Story("b", extended, source=0)]) == []
    assert groups_of([Story("a", body, source=-1), Story("b", extended, source=-1)]) == []


def test_a_higher_threshold_asks_for_more_in_common() -> None:
    body = words(200, 1)
    stories = [Story("a", body, source=0), Story("b", body + words(70, 2), source=1)]
    assert groups_of(stories, 0.5) == [["a", "b"]]
    assert groups_of(stories, 0.9) == []
    assert groups_of([stories[0], Story("c", body, source=1)], 1.0) == [["a", "c"]]


def test_a_group_is_of_copies_of_its_earliest_article() -> None:
    """A story told on day after day drifts away from what it was: that is more than one group."""
    body = words(300, 1)
    stories = []
    for day in range(12):
        stories.append(Story(f"{day:02}", body, source=day, day=day))
        body = body[30:] + words(30, 100 + day)
    found = groups_of(stories)
    assert len(found) > 1
    assert all(int(ids[-1]) - int(ids[0]) <= 4 for ids in found)


def _collection(seed: int) -> list[Story]:
    chance = random.Random(seed)
    stories: list[Story] = []
    for n in range(12):
        body = words(chance.choice([10, 40, 90, 200]), 1000 * seed + n)
        for copy in range(chance.choice([1, 1, 2, 4])):
            kept = changed(body, chance.sample(range(len(body)), copy), seed + copy)
            day, source = chance.randrange(5), chance.randrange(3)
            stories.append(Story(f"{n}-{copy}", kept, source=source, day=day))
    return stories


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**4), st.data())
def test_the_order_of_arrival_and_what_has_gone_do_not_matter(
    seed: int, data: st.DataObject
) -> None:
    stories = data.draw(st.permutations(_collection(seed)))
    whole = texts(stories)
    expected = groups_of(sorted(stories, key=lambda story: story.id))
    live = np.zeros(len(stories), bool)
    compared, known = live.copy(), Groups.none()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stories)), max_size=4)))
    for end in (*cuts, len(stories)):
        live[:end] = True
        now = Texts(whole.records, live.copy(), whole.days, whole.sources, whole.name)
        known = find_groups(now, RESEMBLANCE, compared, known)
        compared = live.copy()
    assert named(known, stories) == expected
    gone = data.draw(st.sets(st.integers(0, len(stories) - 1), max_size=6))
    live[[*gone]] = False
    now = Texts(whole.records, live, whole.days, whole.sources, whole.name)
    left = find_groups(now, RESEMBLANCE, compared, known)
    assert named(left, stories) == groups_of([s for n, s in enumerate(stories) if n not in gone])
