"""Synonyms join what is asked for, as alternatives, where a row of plain words has them."""

import pytest

from index.analysis import Analyzer
from index.analysis.synonyms import Synonyms
from search.query.parser import parse
from search.query.synonymy import with_synonyms
from tests.search.query.test_parser import shape

ANALYZER = Analyzer()
SYNONYMS = Synonyms("سيارة، مركبة\nالامم المتحدة => هيئة الامم", ANALYZER)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("سيارة", ("any", "سيارة", '"مركبة"')),
        ("السيارة حلب", ("row", ("any", "السيارة", '"مركبة"'), "حلب")),
        ("-سيارة", ("not", ("any", "سيارة", '"مركبة"'))),
        ("الأمم المتحدة", ("any", ("all", "الأمم", "المتحدة"), '"هيئة الامم"')),
        ("هيئة الامم", ("row", "هيئة", "الامم")),  # one way only
        ("=سيارة", "=سيارة"),
        ("سيارة~", "سيارة~"),
        ('"سيارة"', '"سيارة"'),
        ("title:سيارة", ("any", "title:سيارة", 'title:"مركبة"')),
        ("الأمم title:المتحدة", ("row", "الأمم", "title:المتحدة")),
    ],
)
def test_synonyms(query: str, expected: object) -> None:
    node = parse(query)
    assert node is not None
    assert shape(with_synonyms(node, SYNONYMS, ANALYZER)) == expected
