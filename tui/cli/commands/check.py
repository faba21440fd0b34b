"""Verifies every checksum and cross-reference of the index.

Ends with 0 when the index is clean, and with 3 when it is damaged, after a line for each fault.
With --repair the articles that can be read of damaged files are indexed anew and the files kept
aside; that ends with 0, or with 1 when articles are lost, after a line for each. Of an index on a
cluster, counts and the digests of all articles are compared.

examples:
  naba check
  naba check --repair
  naba check --index ~/news-index && echo clean
"""

import argparse
from pathlib import Path

from tui.cli.failure import BROKEN
from tui.cli.streams import emit, note, valid

SOME_LOST = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "--repair", action="store_true", help="make the index whole again from stored articles"
    )


def run(args: argparse.Namespace) -> int:
    """Print what is damaged."""
    from index.location import index_address, index_directory

    if address := index_address(args.index):
        return _check_cluster(address, repair=args.repair)
    from index import check_index

    directory = index_directory(args.index)
    if args.repair:
        return _repair(directory)
    return _tell(check_index(directory), f"in {directory}")


def _check_cluster(address: str, *, repair: bool) -> int:
    """Print what is wrong with an index on a cluster."""
    from index.cluster.address import Address
    from index.cluster.check import check_cluster
    from index.errors import InputError

    if repair:
        raise InputError(
            "an index on a cluster is mended by the cluster: bring its nodes back or restore a "
            "snapshot, or renew it with naba index --rebuild PATH"
        )
    where = Address.parse(address)
    return _tell(check_cluster(where), f"at {where}")


def _tell(problems: list[str], where: str) -> int:
    for problem in problems:
        print(problem)
    if not problems:
        print(f"the index {where} is clean")
    return BROKEN if problems else 0


def _repair(directory: Path) -> int:
    """Repair the index, and print what was done."""
    from index import repair

    done = repair(directory, note)
    for remark in done.remarks:
        note(remark)
    for lost in done.lost:
        emit(f"lost: {valid(lost)}")
    emit(f"kept {done.kept} segments, rebuilt {done.rebuilt} articles, lost {len(done.lost)}")
    if done.quarantine:
        emit(f"damaged files are in {done.quarantine}")
    return SOME_LOST if done.lost else 0
