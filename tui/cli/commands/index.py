"""Adds articles from files and folders to the index, and brings changed ones up to date.

Reads text, JSON, tables, spreadsheets, web pages, feeds, agency forms (NewsML, NITF, ninjs), mail,
Word, PDF, archives and more (README lists them); - reads JSON Lines from standard input. Articles
that have not changed are skipped, so the same command can be given again whenever there is
something new. Ends with 1 when records were rejected.

examples:
  naba index ~/articles
  naba index ~/articles --dry-run        says what would be read, as what, with samples
  naba index x.csv --map title=عنوان_الخبر,date=وقت_النشر --source الضحى
  naba index ~/articles --prune          also removes articles whose file has gone
  naba index ~/articles --watch          stays, and indexes what arrives
  naba index ~/articles --alerts         and tells what came in for saved searches
  zcat news.jsonl.gz | naba index -
  naba index --names names.tsv           other spellings and stops, for all that is indexed
  naba index ~/articles --meaning        also for searches by meaning (needs naba[meaning])
  naba index --rebuild ~/articles        a new index in place of the old one, all at once
  naba index --index opensearch://host:9200/news ~/articles    on a cluster (naba[opensearch])
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.arguments import absolute, memory_size, share_of_wording, whole_number
from tui.cli.encoding import Vectors, add_encoder
from tui.cli.line_input import STDIN, read_names
from tui.cli.meter import ProgressLine, Rejections
from tui.cli.streams import emit, note, valid
from tui.i18n import _, in_words
from tui.output.safe import one_line

if TYPE_CHECKING:
    from index import Article, Rejected, Remark, Report
    from index.errors import Message
    from index.ingest import Setting

SOME_REJECTED = 1
_MOST_WORKERS = 8
_COUNTS = ("added", "updated", "unchanged", "removed", "rejected")
"""Counts of the summary that are given when they are 0 too."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="file or folder; - for standard input"
    )
    parser.add_argument(
        "--rebuild", action="store_true", help="make a new index of PATHs alone, then swap it in"
    )
    parser.add_argument(
        "--prune", action="store_true", help="remove articles whose file under PATH has gone"
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="with --prune: remove articles even if they are most of those under PATH",
    )
    parser.add_argument(
        "--watch", action="store_true", help="stay and index what arrives, until Ctrl-C"
    )
    parser.add_argument(
        "--no-entities", action="store_true", help="do not look for persons, places, organisations"
    )
    parser.add_argument(
        "--names",
        metavar="FILE",
        help="your own spellings and stop list of entities, kept with the index: lines of kind, "
        "name (- for no name) and spellings separated by |, with tabs between",
    )
    parser.add_argument(
        "--copies",
        metavar="SHARE",
        type=share_of_wording,
        help="how much of their wording articles of two outlets share when they are copies, from "
        "0.3 to 1, kept with the index (0.5; 1: word for word)",
    )
    parser.add_argument(
        "--alerts",
        action="store_true",
        help="print at the end what came in for saved searches, as naba alerts does (with --watch: "
        "as it arrives)",
    )
    parser.add_argument(
        "--send-alerts", action="store_true", help="the same, sent as by naba alerts --send"
    )
    parser.add_argument(
        "--meaning",
        action=argparse.BooleanOptionalAction,
        help="then make a vector of what each article means, for searches by meaning and in other "
        "languages; it can be interrupted, and goes on with the next such run; --no-meaning "
        "takes all vectors out",
    )
    add_encoder(parser)
    _add_reading_arguments(parser)
    parser.add_argument(
        "--workers", metavar="N", type=whole_number, help="processes (as many as cores, 8 at most)"
    )
    parser.add_argument(
        "--memory",
        metavar="SIZE",
        type=memory_size,
        help="for all processes together, such as 500M or 2G (a quarter of the machine's, 1.5G at "
        "most)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the summary")
    parser.add_argument(
        "--quiet",
        action="store_true",
        help="for cron: no progress, and files of forms that are not read are only counted, as "
        "no fault",
    )
    parser.add_argument("--verbose", action="store_true", help="name every rejected record")


def _add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what says how files are read."""
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be read, as what; index nothing"
    )
    parser.add_argument(
        "--map",
        metavar="FIELD=NAME,…|FILE",
        action="append",
        default=[],
        help="columns, keys or tags of your files that hold title, text, date, source, … (a file "
        "has one pair a line)",
    )
    parser.add_argument(
        "--source", metavar="NAME", type=valid, help="source of the articles that name none"
    )
    parser.add_argument(
        "--folder-category",
        action="store_true",
        help="the folder of a file is the category of articles that name none",
    )
    parser.add_argument(
        "--exclude",
        metavar="PATTERN",
        action="append",
        default=[],
        type=valid,
        help="leave out files, as .gitignore has it; a .nabaignore in a folder does the same",
    )


def run(args: argparse.Namespace) -> int:
    """Index; return 1 when records were rejected."""
    from index.errors import InputError
    from index.location import index_directory, is_address

    terminated = _end_like_interrupt()
    if is_address(args.index) and not (args.meaning is None and args.copies is None):
        raise InputError("--meaning and --copies are not for an index on a cluster")
    directory = None if is_address(args.index) else index_directory(args.index)
    vectors = Vectors(args, directory) if directory else None
    keep_up = vectors.keep_up if vectors else lambda: None
    nothing = not args.paths and args.names is None and args.copies is None
    if nothing and args.meaning is None:
        raise InputError("say what to index: naba index PATH, or a list of names with --names")
    if not args.paths and (args.rebuild or args.watch):
        raise InputError("--rebuild and --watch need files or folders")
    if nothing:
        keep_up()
        return 0
    for path in args.paths:
        if path != STDIN and not os.path.lexists(path):
            raise InputError("there is no file or folder {path}", path=valid(path))
    setting = _setting(args)
    if args.dry_run:
        from tui.cli.dry_run import tell

        return tell(args, setting)
    alarm = _alarm(args)
    if not args.watch:
        code = _index_all(args, setting)
        alarm()
        keep_up()
        return code
    if STDIN in args.paths:
        raise InputError("--watch needs files or folders; standard input cannot be watched")
    from tui.cli.watch import Watch, attempt, until_done

    try:
        with Watch(args.paths, directory) as watch:
            until_done(lambda: _index_all(args, setting))
            attempt(alarm)
            attempt(keep_up)
            for changed, gone in watch:
                report = attempt(partial(_index_changed, args, setting, changed, gone))
                if report is not None:
                    watch.done()
                    note(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {in_words(report)}")
                    attempt(alarm)
                    attempt(keep_up)
    except KeyboardInterrupt:
        if not terminated():
            raise
    return 0


def _alarm(args: argparse.Namespace) -> Callable[[], bool]:
    """Return what tells of what runs have brought; nothing when that is not asked for."""
    if not (args.alerts or args.send_alerts):
        return lambda: True
    from tui.cli.alerting import alarm, printing, sender

    form = "jsonl" if args.format == "json" else "text"
    return alarm(args.index, sender() if args.send_alerts else printing(args, form))


def _index_changed(
    args: argparse.Namespace, setting: "Setting", changed: list[Path], gone: list[Path]
) -> "Message":
    """Index what has changed; return what was done, or why nothing was removed."""
    from index.run.pruning import PruneRefused

    # Of a folder that was replaced, all that is not there any more has gone.
    roots = [path for path in changed if path in map(absolute, args.paths)]
    try:
        items = _read_changed(changed, args, setting)
        return _build(args, items, [*gone, *roots] if args.prune else []).message
    except PruneRefused as error:
        return error.message


def _setting(args: argparse.Namespace) -> "Setting":
    """Return what the options say about all files."""
    from index.errors import InputError, fault_of
    from index.ingest import Setting
    from index.ingest.fields import read_map

    fields: dict[str, str] = {}
    for given in args.map:
        try:
            text = given if "=" in given else Path(given).read_text("utf-8-sig")
            fields |= read_map(valid(text))
        except (OSError, ValueError) as error:
            reason = fault_of(error) if isinstance(error, OSError) else one_line(str(error))
            raise InputError(
                "cannot read {path}: {reason}", path=valid(given), reason=reason
            ) from error
    return Setting(fields, args.source, args.folder_category)


def _index_all(args: argparse.Namespace, setting: "Setting") -> int:
    prune = [absolute(path) for path in args.paths if args.prune and path != STDIN]
    report = _build(args, _read(args, setting), prune, rebuild=args.rebuild)
    if args.format == "json":
        from dataclasses import asdict

        from tui.output.records import dump

        counts = asdict(report)
        del counts["texts"]
        emit(dump({name: n for name, n in counts.items() if n or name in _COUNTS}))
    else:
        # Programs read this line as it is documented; people read it in their own language.
        emit(in_words(report.message) if sys.stdout.isatty() else str(report))
    _tell_undated(report)
    passed_over = report.unsupported if args.quiet else 0
    return SOME_REJECTED if report.rejected > passed_over else 0


def _tell_undated(report: "Report") -> None:
    """Say how many texts have no date: filters on time will not find them."""
    if report.undated:
        said = _("text files: {n} of {all} without a date")
        note(said.format(n=f"{report.undated:,}", all=f"{report.texts:,}"))


def _build(
    args: argparse.Namespace,
    articles: Iterable["Article | Rejected | Remark"],
    prune: list[Path],
    *,
    rebuild: bool = False,
) -> "Report":
    """Run the indexer once, told of on standard error."""
    from index import Listener

    line = ProgressLine(quiet=args.quiet)
    rejections = Rejections(line, every=args.verbose, supported=args.quiet)
    try:
        return _builder(args)(
            articles,
            rebuild=rebuild,
            prune=prune,
            guarded=[] if args.yes else [absolute(path) for path in args.paths if path != STDIN],
            entities=not args.no_entities,
            names=read_names(args.names)[0] if args.names is not None else None,
            workers=args.workers or min(os.cpu_count() or 1, _MOST_WORKERS),
            memory=args.memory,
            listener=Listener(
                rejected=rejections.add,
                remark=rejections.remark,
                progress=line.update,
                note=lambda message: note(in_words(message)),
            ),
        )
    except KeyboardInterrupt as end:
        kept = _("interrupted; what was indexed is kept; run the same command again to go on")
        end.args = (_("interrupted; the index stays as it was") if rebuild else kept,)
        raise
    finally:
        line.clear()
        rejections.end()


def _builder(args: argparse.Namespace) -> Callable[..., "Report"]:
    """Return what builds the index that is meant, on this machine or on a cluster."""
    from index.location import index_address, index_directory

    if address := index_address(args.index):
        from index.cluster.indexer import build as build_on_cluster

        return partial(build_on_cluster, address=address)
    from index import build

    return partial(build, directory=index_directory(args.index), resemblance=args.copies)


def _read(args: argparse.Namespace, setting: "Setting") -> Iterator["Article | Rejected | Remark"]:
    """What the paths hold, the files of the index itself left out."""
    from index.ingest import article_path, read_paths, read_stream
    from index.location import index_directory, is_address

    index = None if is_address(args.index) else article_path(index_directory(args.index)) + os.sep
    for path in args.paths:
        if path != STDIN:
            for item in read_paths([path], setting, exclude=args.exclude):
                if not (index and (item.path or "").startswith(index)):
                    yield item
        elif sys.stdin:
            if sys.stdin.isatty():
                note(_("reading JSON Lines from the keyboard; Ctrl-D ends them"))
            yield from read_stream(sys.stdin.buffer, setting=setting)


def _read_changed(
    changed: Iterable[Path], args: argparse.Namespace, setting: "Setting"
) -> Iterator["Article | Rejected | Remark"]:
    """What changed files hold, those left out that a walk from their root leaves out."""
    from index.ingest import read_file_at, read_paths

    roots = [absolute(path) for path in args.paths]
    for path in changed:
        root = next((root for root in roots if root in path.parents), None)
        if root is None or path.is_dir():
            yield from read_paths([path], setting, exclude=args.exclude)
        else:
            yield from read_file_at(path, root, setting, exclude=args.exclude)


def _end_like_interrupt() -> Callable[[], bool]:
    """Let SIGTERM end a run as Ctrl-C does: with what was indexed committed.

    What is returned tells whether it has come: to a service manager that is no failure.
    """
    import signal

    received: list[int] = []

    def end(number: int, _frame: object) -> None:
        received.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    return lambda: bool(received)
