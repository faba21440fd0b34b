"""What a piece of code imports, seen in a process of its own."""

import os
import subprocess
import sys


def unmeasured() -> dict[str, str]:
    """Return this process's environment without what makes coverage load itself in children."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def loaded_modules(code: str) -> set[str]:
    """Return the names of all modules and packages loaded once the code has run."""
    program = f"import sys\n{code}\nprint('LOADED', *sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=unmeasured(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names = run.stderr.rpartition("LOADED ")[2].split()
    return {
        ".".join(name.split(".")[: n + 1]) for name in names for n in range(name.count(".") + 1)
    }
