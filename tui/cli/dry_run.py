"""What ``naba index --dry-run`` says: which files would be read, as what, with samples."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tui.cli.line_input import STDIN
from tui.cli.printer import BOLD, DIM, Printer, open_printer
from tui.cli.streams import emit

if TYPE_CHECKING:
    from index import Article
    from index.ingest import Setting
    from index.ingest.survey import FormSurvey

SOME_REJECTED = 1
_LACKS = (
    ("undated", "without a date"),
    ("without_source", "without a source"),
    ("without_title", "without a title"),
    ("without_text", "without a text"),
)
_LONGEST_TITLE = 70
_TOLD = ("id", "title", "date", "source", "category", "author")
"""What JSON output says of a sample."""


def tell(args: argparse.Namespace, setting: "Setting") -> int:
    """Print what the paths hold; return 1 when there is something that would be rejected."""
    from index.ingest.survey import survey

    paths = [path for path in args.paths if path != STDIN]
    forms = survey(paths, setting, exclude=args.exclude)
    if args.format == "json":
        from tui.output.records import dump

        emit(dump({"forms": [_as_json(form) for form in forms]}))
    else:
        printer = open_printer(args)
        for form in forms:
            for line in _as_text(form, printer):
                print(line)
        if not forms:
            print("no files")
    return SOME_REJECTED if any(form.rejected for form in forms) else 0


def _as_text(form: "FormSurvey", printer: Printer) -> Iterable[str]:
    counts = [f"{form.files:,} files", f"{form.articles:,} articles"]
    counts += [f"{form.rejected:,} rejected"] if form.rejected else []
    counts += [f"{n:,} {words}" for name, words in _LACKS if (n := getattr(form, name))]
    yield f"{printer.text(form.form, BOLD)}: {', '.join(counts)}"
    for article in form.samples:
        title = (article.title or article.headline)[:_LONGEST_TITLE]
        about = " · ".join(_metadata(article))
        yield f"  {printer.text(title)}  {printer.text(about, DIM)}"
    for reason in form.reasons:
        yield printer.text(f"  rejected: {reason}", DIM)


def _metadata(article: "Article") -> Iterable[str]:
    yield article.date.isoformat() if article.date else "no date"
    yield article.source or "no source"
    if article.category:
        yield article.category


def _as_json(form: "FormSurvey") -> dict[str, Any]:
    counts = {name: getattr(form, name) for name, _ in _LACKS}
    return {
        "form": form.form,
        "files": form.files,
        "articles": form.articles,
        "rejected": form.rejected,
        **counts,
        "samples": [_sample(article) for article in form.samples],
        "reasons": form.reasons,
    }


def _sample(article: "Article") -> dict[str, Any]:
    from tui.output.records import article_as_json

    told = article_as_json(article, {})
    return {name: told[name] for name in _TOLD}
