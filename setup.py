"""Builds the optional extension; naba installs and runs without it too, more slowly."""

import os
import platform
import re
import runpy
import sys
import tomllib
from pathlib import Path

import numpy as np
from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

FOLDER = Path("index/kernels")

FLAGS = [] if os.name == "nt" else ["-O3", "-ffp-contract=off", "-std=c11"]
"""Products and sums are not fused, so that scores are the same with and without the extension."""
if FLAGS and platform.machine().lower() in ("x86_64", "amd64"):
    FLAGS.append("-mpopcnt")  # as every such processor since 2009 has it

EXTENSION = Extension(
    "index.kernels._loops",
    [str(FOLDER / "_loops.pyx"), *sorted(map(str, (FOLDER / "src").glob("*.c")))],
    depends=[str(path) for path in FOLDER.rglob("*.[hp]*")],
    include_dirs=[str(FOLDER), np.get_include()],
    define_macros=[("NPY_NO_DEPRECATED_API", "NPY_1_7_API_VERSION")],
    extra_compile_args=FLAGS,
    optional=True,
)


RULES = (Path("index/analysis"), Path("index/entities"))
"""Folders of rules; see ``index/rules.py``."""


def rules(folder: Path) -> list[Extension]:
    """Return the extensions of the rules in a folder."""
    from mypyc.build import mypycify

    modules = runpy.run_path(str(folder / "compiled" / "__init__.py"))["MODULES"]
    library = runpy.run_path("index/rules.py")["library"](folder, modules)
    for leftover in (folder / "compiled").glob("rules_*"):
        if not leftover.name.startswith(library):
            leftover.unlink()
    package = ".".join(folder.parts)
    options = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent"]
    extensions: list[Extension] = mypycify(
        [*options, *(str(folder / f"{module}.py") for module in modules)],
        group_name=f"{package}.compiled.{library}",
        target_dir="build",
    )
    for extension in extensions:
        module = extension.name.rpartition(".")[2]
        extension.name = f"{package}.compiled.{module}"
        extension.optional = True
    return extensions


class OptionalBuild(build_ext):
    """Goes on without an extension that cannot be built, whatever the compiler's trouble is."""

    said = ""
    """Why an extension was left out, as it was said: without a compiler that goes for all."""

    def run(self) -> None:
        """Build the loops and, where mypyc is, the rules, whose C is written only now."""
        try:
            for folder in RULES:
                self.distribution.ext_modules += rules(folder)
            self.swig_opts = None  # the one option that is finalized only once
            self.finalize_options()
        except (Exception, SystemExit) as error:
            print(f"note: the rules of the language are not compiled ({error})", file=sys.stderr)
        super().run()

    def build_extension(self, ext: Extension) -> None:
        """Build one extension, or say in a line that it is left out."""
        try:
            super().build_extension(ext)
        except Exception as error:
            reason = str(error).partition("\n")[0][:100]
            if reason != self.said:
                self.said = reason
                print(f"note: naba will run without compiled kernels ({reason})", file=sys.stderr)


def readme() -> str:
    """Return README.md for the page of an index, which has none of the repository's files.

    With a ``Repository`` among the project's addresses, links and pictures lead there; else
    pictures are left out, and links are the words that they are on.
    """
    text = Path("README.md").read_text("utf-8")
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    address = project.get("urls", {}).get("Repository", "")
    own = r"\[([^]]*)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)"
    if address:
        text = re.sub("!" + own, rf"![\1]({address}/raw/main/\2)", text)
        return re.sub(rf"(?<!!){own}", rf"[\1]({address}/blob/main/\2\3)", text)
    return re.sub(own, r"\1", re.sub(f"!{own}\n*", "", text))


setup(
    long_description=readme(),
    long_description_content_type="text/markdown",
    ext_modules=cythonize([EXTENSION]),
    cmdclass={"build_ext": OptionalBuild},
)
