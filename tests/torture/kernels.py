"""The compiled loops under AddressSanitizer: their own tests, and rows with wrong bytes.

The extension is built anew, with the sanitizer, in a copy of the sources; whatever reads or writes
outside of what it was given ends the process, which is then the fault ``wrong``. It needs gcc and
its libasan; without them nothing is tried, and a note says so.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copytree, ignore_patterns

import numpy as np

from tests.torture.figures import Figures

COUNT = 2000
ROOT = Path(__file__).parents[2]
_BUILT = ("index", "tests", "search")


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Run the tests of the kernels, then read ``count`` damaged files, a few terms of each."""
    figures = Figures("kernels")
    library = _sanitizer()
    with tempfile.TemporaryDirectory() as folder:
        if library is None or not _built(Path(folder)):
            figures.notes["not tried, for want of gcc with libasan or of Cython"] += 1
            return figures
        environment = os.environ | {
            "LD_PRELOAD": library,
            "ASAN_OPTIONS": "detect_leaks=0",
            "PYTHONMALLOC": "malloc",  # so that the sanitizer sees each piece of memory
            "PYTHONPATH": folder,
        }
        here = [sys.executable, "-m"]
        for what in (
            ["pytest", "-q", "-p", "no:cacheprovider", "tests/kernels"],
            ["tests.torture.kernels", str(count), str(seed)],
        ):
            ended = subprocess.run(
                here + what, cwd=folder, env=environment, capture_output=True, text=True
            )
            if ended.returncode:
                figures.fault("wrong", f"{what[0]}: {(ended.stdout + ended.stderr)[-500:]}")
        figures.tries += count
    return figures


def _sanitizer() -> str | None:
    """Return the sanitizer's library, None when there is none."""
    try:
        command = ["gcc", "-print-file-name=libasan.so"]
        found = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:
        return None
    return found if Path(found).is_absolute() else None


def _built(folder: Path) -> bool:
    """Copy the sources and build the extension with the sanitizer; tell whether that worked."""
    for name in _BUILT:
        copytree(ROOT / name, folder / name, ignore=ignore_patterns("*.so", "_loops.c"))
    for name in ("setup.py", "pyproject.toml", "README.md"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    flags = os.environ | {"CFLAGS": "-fsanitize=address -fno-omit-frame-pointer -g -O1"}
    build = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    subprocess.run(build, cwd=folder, env=flags, capture_output=True)
    return any((folder / "index" / "kernels").glob("_loops*.so"))


def main(count: int, seed: int) -> None:
    """Read damaged files; what is wrong with them may be found, and nothing else may happen."""
    from index.kernels import compiled
    from tests.kernels.fields import large, segments_of, size_of
    from tests.kernels.test_hostile import read_damaged

    if not compiled:
        sys.exit("there are no compiled kernels")
    texts = large(seed)
    segment, size = segments_of(texts)[0], size_of(texts)
    refused = read_damaged(segment, size, np.random.default_rng(seed), count)
    print(f"{refused} were refused")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
