"""What ``naba index --dry-run`` says: which files would be read, as what, with samples."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tui.cli.line_input import STDIN
from tui.cli.printer import BOLD, DIM, Printer, open_printer
from tui.cli.streams import emit
from tui.i18n import _, counted, in_words, mark

if TYPE_CHECKING:
    from index import Article
    from index.ingest import Setting
    from index.ingest.survey import FormSurvey

SOME_REJECTED = 1
_LACKS = (
    ("undated", mark("{n} without a date")),
    ("without_source", mark("{n} without a source")),
    ("without_title", mark("{n} without a title")),
    ("without_text", mark("{n} without a text")),
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
            print(_("no files"))
    return SOME_REJECTED if any(form.rejected for form in forms) else 0


def _as_text(form: "FormSurvey", printer: Printer) -> Iterable[str]:
    counts = [counted("{n} file", "{n} files", form.files)]
    counts.append(counted("{n} article", "{n} articles", form.articles))
    counts += [_("{n} rejected").format(n=f"{form.rejected:,}")] if form.rejected else []
    counts += [_(said).format(n=f"{n:,}") for name, said in _LACKS if (n := getattr(form, name))]
    listed = _(", ").join(counts)
    yield f"{printer.text(_(form.form), BOLD)}: {listed}"
    for article in form.samples:
        title = (article.title or article.headline)[:_LONGEST_TITLE]
        about = " · ".join(_metadata(article))
        yield f"  {printer.text(title)}  {printer.text(about, DIM)}"
    for reason in form.reasons:
        yield printer.text("  " + _("rejected: {reason}").format(reason=in_words(reason)), DIM)


def _metadata(article: "Article") -> Iterable[str]:
    yield article.date.isoformat() if article.date else _("no date")
    yield article.source or _("no source")
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
