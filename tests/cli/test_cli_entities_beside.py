"""``naba entities --with`` and ``--check``, and ``naba index --names``."""

import json
from pathlib import Path
from shutil import copytree

import networkx
import pytest

from tests.support.command import one_line_error, run
from tests.support.records import write_json_lines


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("beside")
    records = [
        {"id": "1", "text": "نص", "persons": ["سمير الدرويش", "رنا الصفار"], "places": ["البصرة"]},
        {"id": "2", "text": "نص", "persons": ["سمير درويش"], "places": ["البصرة", "عمان"]},
        {"id": "3", "text": "نص", "persons": ["رنا الصفار"], "orgs": ["الأمم المتحدة"]},
        {"id": "4", "text": "نص", "persons": ["سمير الدرويش", "سمير درويش"], "orgs": ["سانا"]},
    ]
    file = write_json_lines(place / "a.jsonl", ({"title": "خبر"} | r for r in records))
    assert run("index", "--index", place / "ix", "--workers", "1", file).returncode == 0
    return place


def beside(directory: Path, *arguments: str) -> dict[str, list[tuple[str, str, int]]]:
    done = run("entities", "--index", directory / "ix", "--with", *arguments)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    found["entities"] = [(e["type"], e["name"], e["count"]) for e in found["entities"]]
    return found


def test_who_and_what_stands_beside_a_name_is_counted_in_articles(directory: Path) -> None:
    assert beside(directory, "سمير درويش") == {
        "text": "سمير درويش",
        "names": ["سمير الدرويش"],
        "total": 3,
        "entities": [
            ("person", "رنا الصفار", 1),
            ("place", "البصرة", 2),
            ("place", "عمان", 1),
            ("org", "سانا", 1),
        ],
        "links": [[0, 1, 1], [1, 2, 1]],
    }
    assert beside(directory, "البصرة", "--limit", "1")["entities"] == [
        ("person", "سمير الدرويش", 2),
        ("place", "عمان", 1),
    ]


def test_a_name_that_no_article_has(directory: Path) -> None:
    done = run("entities", "--index", directory / "ix", "--with", "مجهول تماما")
    assert (done.returncode, done.stdout) == (1, "")
    assert "مجهول تماما" in done.stderr


def test_names_are_kept_with_the_index(directory: Path, tmp_path: Path) -> None:
    copytree(directory, tmp_path, dirs_exist_ok=True)
    directory = tmp_path
    names = directory / "names.tsv"
    names.write_text("# ours\nperson\tسمير الدرويش\tأبو سامر\nperson\t-\tرنا الصفار\n", "utf-8")
    done = run("index", "--index", directory / "ix", "--names", names)
    assert done.returncode == 0, done.stderr
    assert beside(directory, "أبو سامر")["entities"][0] == ("place", "البصرة", 2)


@pytest.mark.parametrize(
    ("content", "said"), [(None, "No such file"), ("person\n", "line 1: write person")]
)
def test_a_list_of_names_that_is_none(directory: Path, content: str | None, said: str) -> None:
    file = directory / "wrong.tsv"
    file.unlink(missing_ok=True)
    if content is not None:
        file.write_text(content, "utf-8")
    done = run("index", "--index", directory / "ix", "--names", file)
    assert done.returncode == 2
    assert said in one_line_error(done)


def test_a_list_of_names_is_tried_without_changing_the_index(tmp_path: Path) -> None:
    records = [
        {"id": "1", "title": "خبر", "text": "نص", "persons": ["سمير الدرويش", "رنا الصفار"]},
        {"id": "2", "title": "خبر", "text": "نص", "persons": ["رنا الصفار"], "orgs": ["سانا"]},
    ]
    index = ["--index", tmp_path / "ix"]
    file = write_json_lines(tmp_path / "a.jsonl", records)
    assert run("index", *index, "--workers", "1", file).returncode == 0
    names = tmp_path / "names.tsv"
    names.write_text("person\tسمير الدرويش\tرنا الصفار\norg\t-\tسانا\n", "utf-8")
    done = run("entities", *index, "--check", names)
    assert done.returncode == 0, done.stderr
    person, org = map(json.loads, done.stdout.splitlines())
    assert (person["name"], person["after"]) == ("سمير الدرويش", 2)
    assert person["before"] == {"رنا الصفار": 2, "سمير الدرويش": 1}
    assert org == {"type": "org", "name": None, "before": {"سانا": 1}, "after": 0}
    assert json.loads(run("entities", *index, "--with", "سانا").stdout)["total"] == 1


@pytest.mark.parametrize("content", [None, b"person\n", "person\tهند".encode("cp1256")])
def test_a_list_that_is_none_is_told_alike_by_trying_and_by_taking(
    directory: Path, content: bytes | None
) -> None:
    file = directory / "not-a-list.tsv"
    file.unlink(missing_ok=True)
    if content is not None:
        file.write_bytes(content)
    where = ("--index", directory / "ix")
    tried, taken = run("entities", *where, "--check", file), run("index", *where, "--names", file)
    said = one_line_error(tried).removeprefix("naba: ")
    assert (tried.returncode, taken.returncode) == (2, 2)
    assert said == one_line_error(taken).removeprefix("naba: ")
    assert str(file) in said


def test_a_name_in_latin_letters_finds_the_arabic_one(directory: Path) -> None:
    query = ["query", "--index", directory / "ix", "--format", "ids"]
    assert run(*query, "--person", "Rana al-Saffar").stdout.split() == ["1", "3"]
    done = run(*query, "--place", "Amman")
    assert done.stdout.split() == ["2"]


def test_who_stands_with_whom_is_a_graph_that_other_programs_read(directory: Path) -> None:
    done = run("entities", "--index", directory / "ix", "--with", "البصرة", "--format", "graphml")
    assert done.returncode == 0, done.stderr
    graph = networkx.parse_graphml(done.stdout)
    told = beside(directory, "البصرة")
    nodes = [(data["kind"], data["name"], data["articles"]) for _, data in graph.nodes(data=True)]
    assert nodes == [("place", "البصرة", told["total"]), *told["entities"]]
    weights = {tuple(sorted((one, other))): n for one, other, n in graph.edges(data="weight")}
    names = [f"n{number}" for number in range(len(nodes))]
    own = {tuple(sorted((names[0], name))): nodes[at][2] for at, name in enumerate(names) if at}
    linked = {tuple(sorted((names[a + 1], names[b + 1]))): n for a, b, n in told["links"]}
    assert weights == own | linked


def test_a_name_is_no_markup_in_a_graph(tmp_path: Path) -> None:
    record = {"id": "1", "text": "نص", "persons": ["رنا الصفار", 'a<b>&\x01"c'], "places": ["عمان"]}
    file = write_json_lines(tmp_path / "a.jsonl", [record])
    assert run("index", "--index", tmp_path / "ix", "--workers", "1", file).returncode == 0
    done = run(
        "entities", "--index", tmp_path / "ix", "--with", "رنا الصفار", "--format", "graphml"
    )
    names = [name for _, name in networkx.parse_graphml(done.stdout).nodes(data="name")]
    assert any("a<b>&" in name for name in names)
