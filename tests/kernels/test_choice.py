"""Which loops run: those of an extension that fits, else NumPy's."""

import subprocess
import sys

import pytest

from index.kernels import compiled

SAY = "import index.kernels as k; print(k.NAME)"


def said(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


@pytest.mark.skipif(not compiled, reason="runs without the extension")
def test_an_extension_of_another_version_is_left_alone() -> None:
    """As after sources were renewed and the extension was not."""
    fake = "import sys, types; old = types.ModuleType('index.kernels._loops'); old.VERSION = {}; "
    fake += "sys.modules[old.__name__] = old; "
    ours = compiled.VERSION
    for version in ("0", "None", str(ours + 1)):
        found = said(fake.format(version) + SAY)
        assert found.stdout == "numpy\n"
        assert "pip install -e ." in found.stderr
    found = said(fake.format(ours) + SAY)
    assert (found.stdout, found.stderr) == ("compiled\n", "")
