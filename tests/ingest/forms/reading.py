"""What the tests of forms share: a file written, and what is read of it."""

from pathlib import Path

from index.article import Article, Rejected, Remark
from index.ingest import Setting, read_paths

PARAGRAPHS = (
    "افتتح صيادو البحيرة رصيفا جديدا بعد عامين من العمل، وحضر الافتتاح أهالي القرى المجاورة.",
    "وقال نقيبهم إن الرصيف يتسع لأربعين قاربا، وإن المرحلة الثانية تبدأ في الربيع.",
)
TITLE = "رصيف جديد على البحيرة"

Item = Article | Rejected | Remark


def read(path: Path, data: str | bytes, setting: Setting | None = None) -> list[Item]:
    """Write a file and return all that is read of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_paths([path], setting or Setting()))


def articles(path: Path, data: str | bytes, setting: Setting | None = None) -> list[Article]:
    """Write a file and return its articles, remarks apart; nothing of it may be rejected."""
    items = read(path, data, setting)
    assert not [item for item in items if isinstance(item, Rejected)], items
    return [item for item in items if isinstance(item, Article)]


def rejected(path: Path, data: str | bytes) -> Rejected:
    """Write a file and return the one Rejected that comes of it."""
    (item,) = read(path, data)
    assert isinstance(item, Rejected), item
    return item
