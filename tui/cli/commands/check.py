"""Verifies every checksum and cross-reference of the index.

Ends with 0 when the index is clean, and with 3 when it is damaged, after a line for each fault.

examples:
  naba check
  naba check --index ~/news-index && echo clean
"""

import argparse

from tui.cli.failure import BROKEN


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes: nothing."""


def run(args: argparse.Namespace) -> int:
    """Print what is damaged."""
    from index import check_index
    from index.location import index_directory

    directory = index_directory(args.index)
    problems = check_index(directory)
    for problem in problems:
        print(problem)
    if not problems:
        print(f"the index in {directory} is clean")
    return BROKEN if problems else 0
