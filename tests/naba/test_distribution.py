"""What the source distribution and the page of an index hold."""

import re
import runpy
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_no_picture_and_no_link_of_the_index_page_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("Cython")
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("setuptools.setup", lambda **_: None)
    page = runpy.run_path("setup.py")["readme"]()
    assert "## Query language" in page
    targets = re.findall(r"\]\(([^)]*)\)", page)
    assert targets
    assert all(re.match(r"https?://|#", target) for target in targets)


def test_the_source_distribution_is_whole(tmp_path: Path) -> None:
    pytest.importorskip("Cython")
    if not (ROOT / ".git").exists():
        pytest.skip("made from a checkout")
    source = tmp_path / "source"
    source.mkdir()
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z"], check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "setup.py", "-q", "sdist", "--dist-dir", tmp_path]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (archive,) = tmp_path.glob("naba-*.tar.gz")
    with tarfile.open(archive) as tar:
        held = {name.partition("/")[2] for name in tar.getnames()}
    assert {
        "CHANGELOG.md",
        "README.ar.md",
        "LICENSE",
        "LICENSES/CC-BY-SA-4.0.txt",
        "tests/support/command.py",
        "tui/i18n/locale/ar/LC_MESSAGES/naba.po",
        "tui/i18n/locale/ar/LC_MESSAGES/naba.mo",
        ".github/screen.png",
        "index/kernels/_loops.pyx",
    } <= held
