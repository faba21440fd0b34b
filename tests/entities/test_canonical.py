"""The canonical name of each entity of an index."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from index.entities import canonical_names, name_key
from tests.support.steps import growth


def test_the_most_frequent_spelling_wins() -> None:
    counts = {"كمال درويش": 3, "كمال الدرويش": 5}
    assert canonical_names("person", counts) == {"كمال درويش": "كمال الدرويش"}


def test_a_listed_name_wins_over_frequency() -> None:
    assert canonical_names("place", {"سورية": 9}) == {"سورية": "سوريا"}


def test_a_continued_name_is_the_same_person() -> None:
    counts = {"راكان بن سعود": 9, "راكان بن سعود بن تركي آل فلان": 2}
    assert canonical_names("person", counts) == {"راكان بن سعود بن تركي آل فلان": "راكان بن سعود"}


def test_middle_names_may_be_left_out_when_only_one_person_fits() -> None:
    counts = {"عبد الله الغافلي": 4, "عبد الله ابن ناصر الغافلي": 1}
    assert canonical_names("person", counts) == {"عبد الله ابن ناصر الغافلي": "عبد الله الغافلي"}
    counts["عبد الله بن سالم الغافلي"] = 1
    assert canonical_names("person", counts) == {}


def test_a_family_name_that_is_also_a_title_stays() -> None:
    counts = {"هدى القاضي": 3, "هدى": 2, "هدى سالم": 1}
    assert canonical_names("person", counts) == {}


def test_different_people_stay_apart() -> None:
    counts = {"محمد علي": 9, "محمد علي الخضري": 2, "سعد البنا": 3, "سعد البنا جاد": 1}
    counts |= {"سعد البنا فايد": 1}
    assert canonical_names("person", counts) == {}


def test_a_chain_of_longer_names_is_one_person() -> None:
    counts = {"راكان بن سعود": 9, "راكان بن سعود بن تركي": 3, "راكان بن سعود بن تركي الفلاني": 1}
    assert set(canonical_names("person", counts).values()) == {"راكان بن سعود"}


def test_a_name_that_ends_in_a_given_name_is_that_of_somebody_much_more_frequent() -> None:
    counts = {"علي صالح": 2, "علي عبد الله صالح": 40}
    assert canonical_names("person", counts) == {"علي صالح": "علي عبد الله صالح"}
    assert canonical_names("person", {"علي صالح": 9, "علي عبد الله صالح": 12}) == {}


def test_an_organisation_is_the_one_that_says_what_it_is_for() -> None:
    full = "الاتحاد الفلاني لكرة القدم"
    counts = {"الاتحاد الفلاني": 9, full: 20, "الاتحاد الفلاني لكرة السلة": 1}
    assert canonical_names("org", counts) == {"الاتحاد الفلاني": full}
    counts["الاتحاد الفلاني لكرة السلة"] = 15
    assert canonical_names("org", counts) == {}


_NAME_WORDS = "محمد بن زايد آل نهيان الصباغ صباغ ابن عبد الله علي حسن سمير"
_WORDS = st.sampled_from(_NAME_WORDS.split())
_COUNTS = st.dictionaries(
    st.lists(_WORDS, min_size=1, max_size=6).map(" ".join), st.integers(1, 50), max_size=25
)


@given(_COUNTS)
def test_canonical_names_are_final_and_keep_keys_together(counts: dict[str, int]) -> None:
    found = canonical_names("person", counts)
    for name, canonical in found.items():
        assert name in counts
        assert canonical != name
        assert found.get(canonical, canonical) == canonical
    by_key: dict[str, set[str]] = {}
    for name in counts:
        by_key.setdefault(name_key("person", name), set()).add(found.get(name, name))
    assert all(len(canonical) == 1 for canonical in by_key.values())


def test_work_grows_with_the_number_of_names() -> None:
    def work(size: int) -> Callable[[], object]:
        counts = {f"فلان{n} بن علان{n % 997} الفلاني{n}": n % 13 + 1 for n in range(size)}
        assert canonical_names("person", counts) == {}
        return lambda: canonical_names("person", counts)

    assert growth(work, 1000) < 4.6


def test_a_word_too_many_is_left_out_where_the_index_has_the_name_without_it() -> None:
    counts = {"جيردان شاكيري": 5, "السويسري جيردان شاكيري": 1, "وجيردان شاكيري": 2}
    assert set(canonical_names("person", counts).values()) == {"جيردان شاكيري"}
    assert canonical_names("place", {"وكونيتيكت": 2, "كونيتيكت": 3}) == {"وكونيتيكت": "كونيتيكت"}
    assert canonical_names("place", {"بكونيتيكت": 1, "كونيتيكت": 3}) == {"بكونيتيكت": "كونيتيكت"}
    counts = {"ليفربول": 9, "ليفربول الإنجليزي": 2, "الأهلي": 9, "الأهلي المصري": 3}
    assert canonical_names("org", counts) == {"ليفربول الإنجليزي": "ليفربول"}


def test_what_belongs_to_a_name_is_no_word_too_many() -> None:
    counts = {"وزارة الخارجية": 90, "وزارة الخارجية الفلانية": 2, "مجلس الأمن القومي": 2}
    assert canonical_names("org", counts | {"مجلس الأمن": 90}) == {}
    assert (
        canonical_names("person", {"لطيف": 9, "عبد اللطيف": 2, "وليد سعد": 3, "ليد سعد": 1}) == {}
    )


def test_a_name_cut_at_its_beginning_joins_the_only_one_that_ends_in_it() -> None:
    counts = {"ميونغ سو": 2, "ري ميونغ سو": 3}
    assert canonical_names("person", counts) == {"ميونغ سو": "ري ميونغ سو"}
    assert canonical_names("person", counts | {"كيم سو": 1}) == {}


def test_a_noun_before_a_name_is_none_of_it_where_the_name_is_more_frequent() -> None:
    counts = {"بوليوود باولو سافونيا": 1, "باولو سافونيا": 7}
    assert canonical_names("person", counts) == {"بوليوود باولو سافونيا": "باولو سافونيا"}


def test_a_father_is_not_his_son() -> None:
    assert canonical_names("person", {"يوسف الفلاني": 1, "خالد يوسف الفلاني": 3}) == {}


def test_nobody_else_has_the_first_name_of_a_name_cut_at_its_end() -> None:
    counts = {"زلماي خليل": 2, "زلماي خليل زاد": 3}
    assert canonical_names("person", counts) == {"زلماي خليل": "زلماي خليل زاد"}
    assert canonical_names("person", counts | {"زلماي رسول": 1}) == {}


def test_an_organisation_cut_at_its_end_is_the_only_more_frequent_one_that_begins_so() -> None:
    counts = {"دراغو آند": 2, "دراغو آند كومباني": 5}
    assert canonical_names("org", counts) == {"دراغو آند": "دراغو آند كومباني"}
    assert canonical_names("org", counts | {"دراغو آند سنز": 1}) == {}
    assert canonical_names("org", {"دراغو": 5, "دراغو ميديا": 2}) == {}
    assert canonical_names("org", {"حزب الشعلة": 2, "حزب الشعلة الجديدة": 5}) == {}
    assert canonical_names("org", {"دراغو": 2, "دراغو وميديا": 5, "ميديا": 1}) == {}
