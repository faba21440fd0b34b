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
from tui.cli.streams import emit, note
from tui.i18n import _, in_words, shown

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
    return _tell(check_index(directory), _("in {directory}").format(directory=shown(directory)))


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
    return _tell(check_cluster(where), _("at {address}").format(address=shown(where)))


def _tell(problems: list[str], where: str) -> int:
    for problem in problems:
        emit(in_words(problem))
    if not problems:
        emit(_("the index {where} is clean").format(where=where))
    return BROKEN if problems else 0


def _repair(directory: Path) -> int:
    """Repair the index, and print what was done."""
    from index import repair

    done = repair(directory, lambda message: note(in_words(message)))
    for remark in done.remarks:
        note(in_words(remark))
    for lost in done.lost:
        emit(_("lost: {id}").format(id=shown(in_words(lost))))
    said = _("kept {kept} segments, rebuilt {rebuilt} articles, lost {lost}")
    emit(said.format(kept=done.kept, rebuilt=done.rebuilt, lost=len(done.lost)))
    if done.quarantine:
        emit(_("damaged files are in {directory}").format(directory=shown(done.quarantine)))
    return SOME_LOST if done.lost else 0
