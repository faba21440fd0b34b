"""The interface in its two languages, and what the user may set."""

import ast
import gettext
import io
import pickle
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index import IndexDamaged, NabaError, build
from search import Engine, QueryError, open_index
from search.query.parser import parse
from tests.app.driving import open_first, rows, searching, shown, type_text, until
from tests.support import library
from tui import i18n
from tui.app.app import NabaApp
from tui.app.conversation.backend import Backend
from tui.app.screens.doctor import Doctor
from tui.app.screens.help import HelpScreen, _once
from tui.app.settings.commands import nameable
from tui.app.settings.config import Settings, read_settings
from tui.app.settings.themes import HIGH_CONTRAST
from tui.bidi import display
from tui.i18n import CATALOGUES, _, choose, counted, told, translated

ROOT = CATALOGUES.parents[2]
SOURCES = sorted((ROOT / "tui" / "app").rglob("*.py"))
CATALOGUE = CATALOGUES / "ar" / "LC_MESSAGES" / "naba.po"


@cache
def messages() -> frozenset[str]:
    """Every text the code gives to a catalogue, as ``pybabel extract`` finds it."""
    frontend = pytest.importorskip("babel.messages.frontend")
    with tempfile.TemporaryDirectory() as folder:
        command = frontend.CommandLineInterface()
        pot = Path(folder, "naba.pot")
        sources = [str(ROOT / name) for name in ("index", "search", "tui")]
        command.run(
            ["", "-q", "extract", "-F", str(ROOT / "pyproject.toml"), "-o", str(pot), *sources]
        )
        return frozenset(texts(read_catalogue(pot)))


def read_catalogue(path: Path) -> Any:
    pofile = pytest.importorskip("babel.messages.pofile")
    return pofile.read_po(io.BytesIO(path.read_bytes()), locale="ar")


def texts(catalogue: Any) -> Iterator[str]:
    for message in catalogue:
        if message.id:
            yield from message.id if isinstance(message.id, tuple) else (message.id,)


def test_every_message_is_translated_and_no_translation_is_left_over() -> None:
    catalogue = read_catalogue(CATALOGUE)
    assert set(texts(catalogue)) == messages()
    assert all(all(message.string) for message in catalogue if message.id)
    assert not any(message.fuzzy for message in catalogue if message.id)


def test_a_translation_has_the_same_blanks_as_its_message() -> None:
    for message in messages():
        blanks = set(re.findall(r"\{(\w+)\}", message)) - {"n"}
        arabic = translated(message, "ar")
        assert set(re.findall(r"\{(\w+)\}", arabic)) - {"n"} == blanks, message


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    catalogue = read_catalogue(CATALOGUE)
    compiled = gettext.GNUTranslations(CATALOGUE.with_suffix(".mo").open("rb"))
    for message in catalogue:
        if isinstance(message.id, tuple):
            forms = {compiled.ngettext(*message.id, number) for number in range(1000)}
            assert forms == set(message.string)
        elif message.id:
            assert compiled.gettext(message.id) == message.string


def raised(function: Callable[..., object], *args: object, **options: object) -> NabaError:
    with pytest.raises(NabaError) as caught:
        function(*args, **options)
    return caught.value


def faults(engine: Engine, folder: Path) -> Iterator[NabaError]:
    """Errors of every part, each made by the part itself."""
    for query in ("؟", "date:[2025 TO 2024]", "date:مساء", "date:2024-02-30", "(" * 200 + "ا"):
        yield raised(parse, query)
    yield raised(engine.search, "كتاب", sort="size")
    yield raised(engine.similar, "no such article")
    yield raised(engine.search, "", filters={"since": "2024-13-01"})
    yield raised(open_index, folder / "none")
    (folder / "synonyms").write_text("كتاب => سفر => مجلد\n", "utf-8")
    build([library(0)], folder / "damaged")
    yield raised(open_index, folder / "damaged", synonyms=folder / "synonyms")
    for path in (folder / "damaged").glob("naba_*.json"):
        path.write_bytes(path.read_bytes()[:-9])
    yield raised(open_index, folder / "damaged")


def test_what_other_parts_raise_is_told_in_the_language_in_use(
    engine: Engine, tmp_path: Path
) -> None:
    for fault in faults(engine, tmp_path):
        i18n.use("ar")
        arabic = told(fault.message)
        assert re.search("[ء-ي]{3}", arabic), arabic
        assert not re.search("[a-z]{3,} [a-z]{3,} [a-z]{3,}", arabic.replace("naba index", "")), (
            arabic
        )
        i18n.use("en")
        assert unisolated(told(fault.message)) in str(fault)


def test_a_fault_within_a_fault_is_told_too() -> None:
    fault = IndexDamaged.because(Path("/a/b"), "{file} is missing", file="c{0}.toc")
    assert "c{0}.toc مفقود" in unisolated(told(fault.message))
    assert "\u2068/a/b\u2069" in told(fault.message)
    assert str(fault) == (
        "the index in /a/b is damaged: c{0}.toc is missing; mend it with: naba check --repair, "
        "or renew it with: naba index --rebuild PATH"
    )


def test_a_fault_crosses_to_another_process_whole() -> None:
    for fault in (
        IndexDamaged.because(Path("/a"), "cannot read {file}", file="b"),
        QueryError("more than {number} words", 4, number=3),
    ):
        back = pickle.loads(pickle.dumps(fault))
        assert (str(back), back.message, type(back)) == (str(fault), fault.message, type(fault))


def unisolated(text: str) -> str:
    return re.sub("[\u2068\u2069]", "", text)


MARKS = ("_", "mark", "counted", "InputError")


def words_outside_catalogues(source: str) -> list[str]:
    """Strings that read as a phrase, but for docstrings, types, and what catalogues are given."""
    tree, known = ast.parse(source), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in MARKS:
            known.update(node.args)
        elif isinstance(node, ast.Expr):
            known.add(node.value)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            types = [arg.annotation for arg in ast.walk(node.args) if isinstance(arg, ast.arg)]
            known.update(each for part in (*types, node.returns) if part for each in ast.walk(part))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in known
        and re.search(r"[a-z]{2,} (.* )?[a-zA-Z]{2,}", node.value)
    ]


def test_phrases_are_given_to_the_catalogues() -> None:
    assert words_outside_catalogues('x("No results here")') == ["No results here"]
    commands = {"naba demo", "naba index PATH --index ", "naba index PATH --rebuild --index "}
    commands |= {"naba tui --keys", "naba check --repair --index "}
    outside = {"__init__.py", "serve.py"}  # shown by the command line, when there is no screen
    for path in SOURCES:
        if path.name not in outside:
            found = words_outside_catalogues(path.read_text("utf-8"))
            assert set(found) <= commands, path


def test_no_arabic_stands_in_the_code_but_in_examples() -> None:
    examples = {
        "help.py",
        "doctor.py",
        "app.py",
        "serve.py",
        "layouts.py",
        "keyboard.py",
    }  # with what they show
    for path in SOURCES:
        strings = (
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        if path.name not in examples:
            assert not any("ء" <= char <= "ي" for text in strings for char in text), path


def test_arabic_counts_in_six_ways() -> None:
    forms = [counted("{n} result", "{n} results", n) for n in (0, 1, 2, 3, 11, 103, 1200)]
    assert forms == [
        "لا نتائج",
        "نتيجة واحدة",
        "نتيجتان",
        "3 نتائج",
        "11 نتيجة",
        "103 نتائج",
        "1,200 نتيجة",
    ]
    i18n.use("en")
    assert counted("{n} result", "{n} results", 1) == "1 result"


@pytest.mark.parametrize(
    ("asked", "setting", "env", "expected"),
    [
        ("auto", "auto", {}, "ar"),
        ("auto", "auto", {"LANG": "C.UTF-8"}, "ar"),
        ("auto", "auto", {"LANG": "ar_SY.UTF-8"}, "ar"),
        ("auto", "auto", {"LANG": "en_GB.UTF-8"}, "en"),
        ("auto", "auto", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("auto", "auto", {"LC_ALL": "en_US", "LANG": "ar_SY"}, "en"),
        ("auto", "ar", {"LANG": "en_GB"}, "ar"),
        ("auto", "ar", {"NABA_LANG": "en"}, "en"),
        ("ar", "en", {"NABA_LANG": "en"}, "ar"),
    ],
)
def test_the_language_is_chosen(asked: str, setting: str, env: dict, expected: str) -> None:
    assert choose(asked, setting, env) == expected


async def test_the_whole_screen_changes_its_language(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=(110, 30)) as (app, pilot):
        await pilot.press("escape", "L")
        await until(pilot, lambda: any("40 results" in row and "ms" in row for row in rows(app)))
        for text in ("Results", "People", "Months", "Quit", "Most relevant"):
            assert any(text in row for row in rows(app)), text
        assert not shown(app, "النتائج")
        await pilot.press("L")
        await until(pilot, lambda: shown(app, "40 نتيجة"))


async def test_the_palette_understands_the_other_language_too(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة", size=(80, 30)) as (app, pilot):
        await pilot.press("ctrl+p")
        await type_text(pilot, "Order")
        await until(pilot, lambda: shown(app, "ترتيب"))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.session.sort == "newest")


async def test_help_is_about_where_the_focus_is(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة", size=(120, 60)) as (app, pilot):
        await open_first(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await until(pilot, lambda: shown(app, "في المقالة"))
        assert shown(app, "أسماء") and not shown(app, "في التصفية")
        assert not any("link" in row or "reader." in row for row in rows(app))  # names of the code
        told = [key for _, keys in _once(app.commands(app.screen_stack[0])) for key in keys.split()]
        assert len(told) == len(set(told)) > 30
        assert any(" ^r " in row for row in rows(app))  # keys are not turned round


def test_every_key_that_can_be_moved_is_listed_by_its_name() -> None:
    names = [one.id for one in nameable(NabaApp)]
    assert len(names) == len(set(names))
    assert {"sort", "reader.match", "window.zoom_in", "values"} <= set(names)


async def test_the_footer_runs_as_the_language_does(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
        await pilot.press("escape")
        await until(pilot, lambda: rows(app)[-1].rstrip().endswith("⏎"))
        await pilot.press("L")
        await until(pilot, lambda: rows(app)[-1].startswith(" ⏎ "))


async def test_the_palette_stands_at_the_right_in_arabic(engine: Engine) -> None:
    async with searching(engine, 120, size=(80, 30)) as (app, pilot):
        await pilot.press("ctrl+p")
        said = display("ترتيب", "visual")
        await until(pilot, lambda: any(said in row for row in rows(app)))
        row = next(row for row in rows(app) if said in row)
        assert row.index(said) > 60


async def test_the_doctor_tries_the_modes(engine: Engine) -> None:
    async with searching(engine, 120) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Doctor))
        modes = ("بصري", "بالكلمات", "منطقي")
        row = next(row for row in rows(app) if "●" in row)
        assert all(
            display(f"{n} {mode}", "visual", "rtl") in row for n, mode in enumerate(modes, 1)
        )
        for key, mode in (("3", "logical"), ("2", "words"), ("1", "visual")):
            await pilot.press(key)
            await until(pilot, lambda mode=mode: shown(app, "أحمد", mode))
            assert app.bidi_mode == mode


def test_settings_are_read_and_what_is_wrong_in_them_is_said(tmp_path: Path) -> None:
    path = tmp_path / "screen.toml"
    assert read_settings(path) == Settings()
    path.write_text('theme = "nord"\ncompact = true\n[keys]\nsort = "o"\n', "utf-8")
    assert read_settings(path) == Settings(theme="nord", compact=True, keys={"sort": "o"})
    path.write_text('compact = "yes"\ncolour = 1\nlang = "en"\n', "utf-8")
    settings = read_settings(path)
    assert settings.lang == "en" and not settings.compact
    assert "compact" in settings.fault and "colour" in settings.fault
    path.write_text("theme = \n", "utf-8")
    assert str(path) in read_settings(path).fault


async def test_the_key_map_theme_and_density_are_the_users(engine: Engine) -> None:
    settings = Settings(theme="high-contrast", compact=True, keys={"sort": "O", "down": "ctrl+n"})
    async with searching(engine, 120, "مكتبة", settings=settings, size=(100, 40)) as (app, pilot):
        assert app.theme == "high-contrast"
        titles = [row for row in rows(app) if display("افتتاح المكتبة", "visual") in row]
        assert len(titles) > 9  # three lines each
        await pilot.press("escape", "ctrl+n", "s")
        assert app.query_one("#results").selected == 1
        assert app.session.sort == "relevance"
        await pilot.press("O")
        await until(pilot, lambda: app.session.sort == "newest")
        await pilot.press("f1")
        await until(
            pilot,
            lambda: any(display("ترتيب", "visual") in row and " O " in row for row in rows(app)),
        )


async def test_a_theme_that_is_none_is_said(engine: Engine) -> None:
    app = NabaApp(Backend(engine), settings=Settings(theme="mauve"))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: shown(app, _("There is no theme {name}").format(name="mauve")))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of ``#rrggbb``."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["foreground", "primary", "accent", "warning", "error"])
def test_high_contrast_is_that(name: str) -> None:
    assert HIGH_CONTRAST.background == "#000000"
    assert (luminance(getattr(HIGH_CONTRAST, name)) + 0.05) / 0.05 >= 7
