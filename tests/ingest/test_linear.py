"""Reading takes work in proportion to the text, counted in lines of Python that are run.

Within a line regular expressions and libraries do the work. Texts for those are so long that what
looks through them again from each letter would take hours; `python -m tests.torture linear`
measures how the time of every reader grows.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import Article
from index.ingest import read_paths, read_stream
from index.ingest.forms.text import split_title
from index.ingest.json_stream import walk
from index.ingest.markup import plain_text, unescaped
from index.ingest.sniff import HEAD, sniff
from index.ingest.story import headline, read_story
from tests.support.steps import steps

SIZE = 4_000
LONG = 300_000


SHARE, TWEET = "مشاركة :\n", "نص\n— س (@salma_x) December 5, 2024\n"


@pytest.mark.parametrize("unit", [SHARE, TWEET, " ", "فيسبوك ", "هـ/", "\n", "اليوم ", "[a]("])
def test_a_story_of_twice_the_length_takes_twice_the_work(unit: str) -> None:
    def read(times: int) -> Callable[[], object]:
        text = "سطر\n" + unit * times + "x"
        return lambda: (headline(text, read_story(text, guess=True)), split_title(text))

    small, middle, large = (steps(read(times * SIZE // len(unit))) for times in (1, 2, 4))
    assert middle <= 2.2 * small + 200
    assert large <= 2.2 * middle + 200


@pytest.mark.parametrize(
    "unit", ["<", "<p ", "<a <b ", "&amp;", "&lt;p", "<!--", "<div>", "]]>", "<![CDATA["]
)
def test_markup_of_twice_the_length_takes_twice_the_work(unit: str) -> None:
    def read(times: int) -> Callable[[], object]:
        text = unit * times
        return lambda: plain_text(unescaped(text))

    small, large = (steps(read(times * SIZE)) for times in (1, 4))
    assert large <= 4.4 * small + 200


@pytest.mark.parametrize("unit", ["<!", "<?xml ", "<!--", "<!a[", " ", "a: b\n", "a: b\n c\n"])
def test_the_beginning_of_a_file_is_looked_at_once(unit: str) -> None:
    head = (unit * HEAD).encode()[:HEAD]
    for form in ("XML", "text", "web page"):
        assert sniff(head, form)


@pytest.mark.parametrize("unit", ['"\\"', "[]", "{", '"x",', " ", "\\"])
def test_json_is_walked_through_once(unit: str) -> None:
    def read(times: int) -> Callable[[], object]:
        def walk_all() -> None:
            data = b"[" + unit.encode() * times
            try:
                list(walk(data, io.BytesIO(), ("items",), 1 << 20))
            except Exception as error:
                assert type(error).__name__ == "UnreadableError"

        return walk_all

    small, large = (steps(read(times * SIZE)) for times in (1, 4))
    assert large <= 4.4 * small + 400


@pytest.mark.parametrize("sign", [" ", "\n", "\t", "#", "[", "1 ", "a:"])
@pytest.mark.parametrize("name", ["a.iptc", "a.md", "a.txt", "a.eml", "a.sgm", "a.csv"])
def test_a_run_of_one_sign_ends_no_reader(tmp_path: Path, name: str, sign: str) -> None:
    for head in ("", "\x01AA0012 4 pol 20\r\n\x02", "# "):
        (tmp_path / name).write_text(f"{head}نص {sign * LONG}x")
        assert list(read_paths([tmp_path]))


def test_a_line_of_many_tweets_is_read(tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "text": TWEET * 2000}).encode()
    assert len(list(read_stream(io.BytesIO(line)))) == 1
    (tmp_path / "a.txt").write_text(TWEET * 2000)
    assert len(list(read_paths([tmp_path]))) == 1


def test_comments_that_never_end_are_looked_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.wxr").write_text(
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>خبر</title>'
        "<link>https://e.org/1</link><wp:status>publish</wp:status><content:encoded><![CDATA[نص "
        f"<!-- wp:paragraph -->باق{'<!--' * LONG}]]></content:encoded></item></channel></rss>"
    )
    (article,) = read_paths([tmp_path])
    assert isinstance(article, Article)
    assert article.text.startswith("نص باق")
