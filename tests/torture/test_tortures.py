"""The tortures themselves work: each tries a few times. How often they hold is no ordinary test."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.__main__ import TORTURES

NAMES = [name for name in TORTURES if name != "kernels"]
"""That one builds the extension with a sanitizer, which takes minutes and what CI may not have."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_each_torture_tries_and_finds_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", *NAMES, "--count", "3"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    found = dict(
        re.findall(r"(?m)^(\w+): (\d+ tries: \d+ lost, \d+ wrong, \d+ untyped)", done.stdout)
    )
    assert found.keys() == {*NAMES}, done.stderr
    for name, figures in found.items():
        assert re.fullmatch(r"[1-9]\d* tries: 0 lost, 0 wrong, 0 untyped", figures), name
