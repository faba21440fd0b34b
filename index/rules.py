"""Rules of the language that mypyc compiles from the sources that they are written in.

A folder of rules has a package ``compiled`` that names its modules. The build leaves there a
library whose name ends in the digest of the sources it was made of, and a stub for each module.
Where the library of today's sources is, ``compiled`` comes first in the path of the folder's
package, and its modules are imported from there; else (no compiler, a rule edited since) the
sources run as they are, and give the same at half the speed.
"""

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

_PACKAGES = ("analysis", "entities")
"""The folders of rules."""


def library(folder: Path, modules: Sequence[str]) -> str:
    """Return the name that the library of modules as they are now has, less its suffix."""
    digest = zlib.crc32(f"{sys.implementation.cache_tag}".encode())
    for module in modules:
        digest = zlib.crc32((folder / f"{module}.py").read_bytes(), digest)
    return f"rules_{digest:08x}"


def folders(folder: Path, modules: Sequence[str]) -> list[str]:
    """Return where the compiled modules of a folder are, if they are those of today's sources."""
    compiled = folder / "compiled"
    try:
        return [str(compiled)] if any(compiled.glob(f"{library(folder, modules)}__mypyc*")) else []
    except OSError:  # an installation without sources
        return []


def all_there() -> bool:
    """Tell whether the rules of all folders have the libraries of today's sources."""
    from runpy import run_path

    there = Path(__file__).parent
    said = {p: run_path(str(there / p / "compiled" / "__init__.py")) for p in _PACKAGES}
    return all(folders(there / package, one["MODULES"]) for package, one in said.items())
