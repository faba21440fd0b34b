"""Short names of an article: whose they are, and when they are nobody's."""

from tests.support.mentions import names


def test_a_short_name_takes_the_full_one_of_its_article() -> None:
    text = "قال الصباغ أمس. أجرى وزير الخارجية بسام الصباغ اتصالا، وشدد صباغ على موقفه."
    assert names(text, "person") == ["بسام الصباغ"] * 3


def test_a_family_name_that_is_an_adjective_elsewhere() -> None:
    text = (
        "التقى رئيس الوزراء محمد شياع السوداني الوفد، وفي كلام السوداني دعم واضح. "
        "وانسحب الجيش السوداني، بحسب الرئيس السوداني."
    )
    assert names(text, "person") == ["محمد شياع السوداني"] * 2


def test_a_short_name_without_a_full_one_stays_out() -> None:
    assert names("بحث الصباغ الأمر مع الوفد", "person") == []


def test_two_people_of_one_family_are_not_guessed_between() -> None:
    text = "حضر الوزير سمير الصباغ. وحضر بسام الصباغ. ثم تحدث الصباغ."
    assert names(text, "person") == ["سمير الصباغ", "بسام الصباغ"]


def test_a_famous_short_name_is_that_of_the_article_s_own_person() -> None:
    text = "صدرت رواية الكاتب ابراهيم نصر الله. وقال نصر الله إنه سعيد."
    assert set(names(text, "person")) == {"ابراهيم نصر الله"}
    assert names("وقال نصر الله في خطابه", "person") == ["حسن نصر الله"]
    text = "حضر الأمير محمد بن سلمان. ووجه الملك سلمان كلمة."
    assert names(text, "person") == ["محمد بن سلمان", "سلمان بن عبدالعزيز"]


def test_a_father_s_name_is_nobody_s_short_name() -> None:
    text = "تحدث الأمير محمد بن عبدالعزيز. ثم افتتح الملك عبدالعزيز المعرض."
    assert names(text, "person")[0] == "محمد بن عبدالعزيز"
    assert names(text, "person").count("محمد بن عبدالعزيز") == 1


def test_a_first_name_alone_is_that_of_the_only_one_called_so() -> None:
    text = "التقى الزعيم كيم جونغ أون الوفد. وقال كيم إن اللقاء ناجح."
    assert names(text, "person") == ["كيم جونغ أون"] * 2
