"""The sample corpus against what a reader would list."""

import pytest

from index.article import Article
from index.entities import Extractor
from index.ingest import read_paths
from index.sample import paths

READ = {
    "bread-prices": ("عفاف الجلاصي", "تونس", ""),
    "minister-tweet": (
        "سامر الدرويش|عبدالله ابن ناصر الغافلي",
        "جنيف",
        "الهيئة العربية للمياه المشتركة|مصرف الواحة",
    ),
    "press-law": ("رنا عبد النور", "الدوحة", "لسان|مشاركة|الأمم المتحدة"),
    "talks-resume": (
        "عبد الله الغافلي|نوال الصفار|سامر الدرويش",
        "عمان",
        "الهيئة العربية للمياه المشتركة",
    ),
    "wetlands": ("عمار الخفاجي|أمين الشاذلي", "البصرة", ""),
    "bee-keepers": ("", "المغرب|الرباط", ""),
    "night-market": ("ثريا الكثيرية", "صلالة|مسقط", ""),
}
"""File -> persons, places, organisations."""


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, set[str]]]:
    articles = [
        a for a in read_paths(p for p in paths() if p.suffix == ".txt") if isinstance(a, Article)
    ]
    names = {}
    for article, mentions in zip(
        articles, Extractor().batch([f"{a.title}\n{a.text}" for a in articles]), strict=True
    ):
        stem = next((s for s in READ if s in f"{article.id} {article.path}"), article.id)
        names[stem] = {
            kind: {m.name for m in mentions if m.kind == kind}
            for kind in ("person", "place", "org")
        }
    return names


def test_a_reader_s_list_is_met(found: dict[str, dict[str, set[str]]]) -> None:
    right = wanted = got = 0
    for file, lists in READ.items():
        for kind, names in zip(("person", "place", "org"), lists, strict=True):
            expected = {name for name in names.split("|") if name}
            listed = found[file][kind]
            right, wanted, got = (
                right + len(expected & listed),
                wanted + len(expected),
                got + len(listed),
            )
    assert right >= 0.90 * wanted
    assert right >= 0.85 * got
