"""Probes of one thing asked for are made one where they differ in a term or in their fields."""

from search.execute.probe import Probe, merged_probes, view_of
from search.execute.vocabulary import Glob


def test_single_terms_of_a_view_are_alternatives() -> None:
    probes = [
        Probe("stem", ("title",), (frozenset({"ا"}),)),
        Probe("exact", ("title",), (frozenset({"ب"}),)),
        Probe("stem", ("body",), (frozenset({"ج"}),)),
    ]
    assert merged_probes(probes) == (
        Probe("stem", ("title", "body"), (frozenset("اج"),)),
        Probe("exact", ("title",), (frozenset({"ب"}),)),
    )


def test_phrases_are_one_only_if_they_are_the_same() -> None:
    places = (frozenset({"ا"}), frozenset({"ب"}))
    title, body, near = (
        Probe("stem", ("title",), places),
        Probe("stem", ("body",), places),
        Probe("stem", ("body",), places, 2),
    )
    assert merged_probes([title, body, near]) == (Probe("stem", ("title", "body"), places), near)


def test_patterns_come_last() -> None:
    glob = Probe("exact", ("body",), (Glob("ا*", "اب"),))
    term = Probe("exact", ("body",), (frozenset({"ا"}),))
    assert merged_probes([glob, term]) == (term, glob)


def test_views() -> None:
    assert view_of("title_stem") == ("stem", "title")
    assert view_of("body") == ("exact", "body")
    assert view_of("root") == ("root", "root")
