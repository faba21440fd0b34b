"""Tortures of an index and of all that reads, with figures.

    python -m tests.torture                 all of them, as often as said below
    python -m tests.torture kills flips     some
    python -m tests.torture all --count 20  each twenty times

kills    500 kills of a run, at a moment or between two effects on the disk
power    300 power cuts, at every sync: what was not synced is there, not there, or in parts
disk     100 full disks
flips    500 flipped bits, each read as it is, after a merge, and after a repair
readers  100 commits under three readers
queries  5,000 queries of a grammar and of any characters
crafted  1,000 indexes with right checksums and wrong contents
files    5,000 mutated files of all forms
kernels  the compiled loops under AddressSanitizer: their tests, and 2,000 damaged files
linear   how the time of each reader grows with long runs of one sign

Ends with 1 when anything was lost, silently wrong, an error that is none of naba's own, or took
more than 2 seconds or 300 MB.
"""

import argparse
import importlib
import sys

TORTURES = (
    "kills",
    "power",
    "disk",
    "flips",
    "readers",
    "queries",
    "crafted",
    "files",
    "kernels",
    "linear",
)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.torture",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", choices=(*TORTURES, "all"), default="all")
    parser.add_argument("--count", type=int, help="tries of each, instead of as many as said")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    failed = 0
    for name in TORTURES if "all" in args.names else args.names:
        module = importlib.import_module(f"tests.torture.{name}")
        figures = module.torture(args.count or module.COUNT, args.seed)
        print(figures, flush=True)
        failed += figures.faults.total()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
