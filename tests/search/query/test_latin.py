"""Latin names in a query find the articles that write them in Arabic."""

from pathlib import Path

from index import build
from index.article import Article
from search import open_index


def test_a_latin_word_is_joined_by_the_arabic_names_it_may_be(tmp_path: Path) -> None:
    articles = [
        Article("1", "قال دونالد ترامب إنه سعيد", "خبر", persons=("دونالد ترامب",)),
        Article("2", "قال موسى التعمري إنه سعيد", "خبر", persons=("موسى التعمري",)),
        Article("3", "Trump tower", "خبر"),
        Article("4", "وصل الوفد إلى القاهرة", "خبر", places=("القاهرة",)),
    ]
    build(articles, tmp_path)
    with open_index(tmp_path) as engine:
        found = engine.search("Trump")
        assert {hit.id for hit in found.hits} == {"1", "3"}
        assert found.read_as == {"Trump": ("ترامب",)}
        assert {hit.id for hit in engine.search("Trump^2").hits} == {"1", "3"}
        assert engine.search("-Trump").read_as == {"Trump": ("ترامب",)}
        assert engine.search("Trump", exact=True).read_as == {}
        assert [hit.id for hit in engine.search("Cairo").hits] == ["4"]
        assert engine.search("سعيد").read_as == {}


def test_latin_words_together_are_a_name_whatever_its_words_are(tmp_path: Path) -> None:
    articles = [
        Article("1", "وصل كيم جونغ أون إلى القمة", "خبر", persons=("كيم جونغ أون",)),
        Article("2", "قالت مارين لوبان إنها سعيدة", "خبر", persons=("مارين لوبان",)),
        Article("3", "الأمير محمد بن سلمان في باريس", "خبر", persons=("محمد بن سلمان",)),
        Article("4", "عاد أون من رحلته", "خبر", persons=("سعيد أون",)),
        Article("5", "تسوق في نيويورك", "خبر", places=("نيويورك",)),
    ]
    build(articles, tmp_path)
    with open_index(tmp_path) as engine:
        names = {"Kim Jong Un": "1", "Le Pen": "2", "Marine Le Pen": "2", "New York": "5"}
        names |= {"Mohammed bin Salman": "3", "Mohamed Ben Salman": "3"}
        for name, id in names.items():
            assert [hit.id for hit in engine.search(name).hits] == [id], name
        assert engine.search("Kim Jong Un").read_as["Kim Jong Un"] == ("كيم جونغ أون",)
