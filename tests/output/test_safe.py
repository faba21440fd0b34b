"""No text of an article does more than be read, wherever it goes."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import Article
from search.results import Hit, Snippet
from tests.support import committed
from tests.support.command import run
from tui.output.exports import write_hits
from tui.output.safe import (
    for_cell,
    for_json,
    for_line,
    for_markdown,
    for_screen,
    for_terminal,
    markdown_link,
    one_line,
)

DRIVES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e]")
"""What drives a terminal, ends its line, or makes a text read as another one."""

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\x00\x07\x1b\x7f\x9b\x9d\u0085\u2028\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
        ),
        st.sampled_from("\u2068\u2069=+-@＝＋－＠;|\t\r\n \",'[]()<>`*_#!&~"),
        st.characters(codec="utf-8"),
    )
)


@given(HOSTILE)
def test_a_terminal_is_driven_by_nothing_and_turned_by_nothing_beyond_the_text(text: str) -> None:
    safe = for_terminal(text)
    assert not DRIVES.search(safe)
    assert [char.isspace() for char in safe[: len(text)]] == [
        char.isspace() or bool(re.match("[\x00-\x1f\x7f-\x9f]", char)) for char in text
    ]
    opened = sum(safe.count(sign) for sign in "\u2066\u2067\u2068")
    assert safe.count("\u2069") >= opened
    assert set(safe[len(text) :]) <= {"\u202c", "\u2069"}
    assert one_line(text) == " ".join(one_line(text).split())


def test_what_is_opened_is_closed_in_its_order() -> None:
    assert for_terminal("\u2067a\u202bb") == "\u2067a\u202bb\u202c\u2069"
    assert for_terminal("\u2067a\u202bb\u2069c") == "\u2067a\u202bb\u2069c"
    assert for_terminal("\u202ecod.exe") == "\u202bcod.exe\u202c"
    assert for_terminal("a\u2069b") == "a\u2069b"


@given(HOSTILE)
def test_a_line_of_data_is_one_line(text: str) -> None:
    assert not DRIVES.search(for_line(text))
    assert len(for_screen(text)) == len(text) and not re.search(
        "[\x00-\x1f\x7f-\x9f]", for_screen(text)
    )


@given(st.dictionaries(HOSTILE, HOSTILE))
def test_json_is_the_same_to_a_program_and_harmless_to_a_terminal(data: dict[str, str]) -> None:
    encoded = for_json(json.dumps(data, ensure_ascii=False))
    assert json.loads(encoded) == data
    assert not DRIVES.search(encoded)


@given(st.lists(HOSTILE, min_size=1))
@example(["a;=cmd|' /C calc'!A0", "＝1+1", "x\n=1", "\t=1"])
def test_no_cell_is_a_formula_in_whichever_way_a_spreadsheet_cuts_it(row: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([for_cell(cell) for cell in row])
    for separator in ",;|":
        for cells in csv.reader(io.StringIO(out.getvalue()), delimiter=separator):
            assert not any(re.match(r"\s*[=+\-@＝＋－＠]", cell) for cell in cells), cells


@given(HOSTILE, HOSTILE)
def test_markdown_has_no_signs_of_an_article(text: str, address: str) -> None:
    safe = for_markdown(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>#]", safe)
    link = markdown_link(text, address)
    if not address.lower().startswith(("http://", "https://")):
        assert link == safe


def test_only_pages_of_the_web_are_links() -> None:
    assert markdown_link("a", "https://example.org/ب?x=(1)") == (
        "[a](<https://example.org/%D8%A8?x=%281%29>)"
    )
    for address in ("javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "file:///etc", None):
        assert markdown_link("a", address) == "a"
    assert markdown_link("a", "http://x/>) [b](javascript:c)").count("](") == 1


BAD = "a\x1b]0;x\x07\x9b2J\x7f\u202e"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    article = Article(id=f"{BAD}1", title=f"حرب {BAD}", text=f"حرب {BAD} و", source=BAD, persons=())
    return committed(tmp_path_factory.mktemp("hostile") / "index", [article])


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "md", "ids", "trec"])
def test_no_format_of_a_query_reaches_a_terminal(hostile: Path, form: str) -> None:
    done = run("query", "حرب", "--index", str(hostile), "--format", form)
    assert done.returncode == 0
    assert not DRIVES.search(re.sub("[\r\n]", "", done.stdout)), done.stdout


def test_an_exported_list_holds_none_either(tmp_path: Path) -> None:
    hit = Hit(
        rank=1, id=BAD, score=1.0, title=BAD, title_highlights=(), date=None, source=BAD,
        category="=1", path=None, url="javascript:x", snippets=(Snippet(BAD, ()),),
        entities={"person": ("=1",)}, tags=(),
    )  # fmt: skip
    for form in ("jsonl", "csv", "md"):
        write_hits(tmp_path / f"out.{form}", [hit], BAD)
        text = (tmp_path / f"out.{form}").read_text("utf-8-sig")
        assert not DRIVES.search(re.sub("[\r\n]", "", text)), form
        assert "](" not in text
