"""What counting returns goes into pandas as it is."""

from pathlib import Path

import pandas

from tests.search.test_trends import ARTICLES
from tests.support import opened


def test_results_of_counting_are_tables_as_they_are(tmp_path: Path) -> None:
    with opened(tmp_path, ARTICLES) as engine:
        rising = engine.trends("person")
        table = pandas.DataFrame(rising.trends)
        assert [*table.columns] == ["value", "count", "before", "score"]
        assert [*table["value"]] == [each.value for each in rising]

        series = engine.series(step="week", facet="source")
        rows = {row.value or "all": row.counts for row in series.rows}
        weeks = pandas.DataFrame(rows, index=pandas.to_datetime(series.periods))
        assert weeks["all"].sum() == sum(series.rows[0].counts)
        assert [day.weekday() for day in weeks.index] == [0] * len(series.periods)

        sides = engine.compare("المدى", "الأفق").sides
        assert [*pandas.DataFrame(sides)["articles"]] == [side.articles for side in sides]
        words = pandas.DataFrame(sides[0].words)
        assert len(words) == len(sides[0].words)

        beside = engine.company("ليلى قاسم")
        assert len(pandas.DataFrame(beside.names)) == len(beside)
        hits = pandas.DataFrame(engine.search("المجلس", limit=3).hits)
        assert [*hits["rank"]] == [1, 2, 3]
