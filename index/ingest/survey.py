"""What a set of files would be read as, without an index: form by form, with samples."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.article import Article, Rejected
from index.errors import Message
from index.ingest.files import walk
from index.ingest.reader import Setting
from index.ingest.reading import opened_form, read_file

_SAMPLES = 3
_NOT_READ = Message("not read")


@dataclass(slots=True)
class FormSurvey:
    """What the files of one form hold; counts of articles unless they say otherwise."""

    form: str
    files: int = 0
    articles: int = 0
    rejected: int = 0
    undated: int = 0
    without_source: int = 0
    without_title: int = 0
    without_text: int = 0
    samples: list[Article] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """Why records were rejected, each reason once, the first few."""

    def add(self, item: object) -> None:
        """Count what a reader has yielded."""
        if isinstance(item, Article):
            self.articles += 1
            self.undated += item.date is None
            self.without_source += item.source is None
            self.without_title += not item.title
            self.without_text += not item.text.strip()
            if len(self.samples) < _SAMPLES:
                self.samples.append(item)
        elif isinstance(item, Rejected):
            self.rejected += 1
            if item.reason not in self.reasons and len(self.reasons) < _SAMPLES:
                self.reasons.append(item.reason)


def survey(
    paths: Iterable[str | Path], setting: Setting, *, exclude: Sequence[str] = ()
) -> list[FormSurvey]:
    """Read all files at and below ``paths`` and return what each form holds, by its name.

    Raises InputError if one of the paths does not exist.
    """
    forms: dict[str, FormSurvey] = {}
    for name, items in _files(paths, setting, exclude):
        found = forms.setdefault(name, FormSurvey(name))
        found.files += 1
        for item in items:
            found.add(item)
    return [forms[name] for name in sorted(forms)]


def _files(
    paths: Iterable[str | Path], setting: Setting, exclude: Sequence[str]
) -> Iterator[tuple[str, Iterator[object]]]:
    for path in walk(paths, exclude):
        if isinstance(path, Rejected):
            yield _NOT_READ, iter((path,))
        else:
            yield opened_form(path) or _NOT_READ, read_file(path, setting)
