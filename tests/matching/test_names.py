"""Names are the same in plain form, and alike only where nothing tells them apart."""

import pytest

from hoistway.matching.names import name_likeness, plain_estate, plain_name

SAME = [
    ("上海申梯物业管理有限公司", "上海申梯物业管理有限责任公司"),
    ("上海申梯物业管理有限公司", "上海市申梯物业管理有限公司"),
    ("上海申梯（集团）有限公司", "上海申梯(集团)有限公司"),
    ("上海申梯集团有限公司", " 上海 申梯(集团) 有限公司 "),
    ("Ｓｃｈｉｎｄｌｅｒ", "SCHINDLER"),
]
STRANGERS = [
    ("幸福花园一期", "幸福花园二期"),
    ("幸福花园(1期)", "幸福花园二期"),
    ("东方花园东区", "东方花园西区"),
    ("上海市第一人民医院", "上海市第二人民医院"),
    ("金杨南苑", "金杨北苑"),
    ("创业园A区", "创业园B区"),
    ("", "幸福花园"),
]
LIKE = [
    ("上海申梯物业管理有限公司", "申梯物业有限公司"),
    ("幸福花园1期", "幸福花园（一期）"),
    ("浦东世纪花园", "浦东世纪花园"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_organisation_have_one_plain_form(one, other):
    assert plain_name(text=one) == plain_name(text=other)


def test_two_companies_that_differ_only_by_management_stay_two():
    assert plain_name(text="申梯物业有限公司") != plain_name(text="申梯物业管理有限公司")


@pytest.mark.parametrize("name", ["上海", "有限公司", "上海公司", "", "（）"])
def test_a_name_of_nothing_but_form_does_not_vanish_into_another(name):
    assert plain_name(text=name) in {"上海", "有限公司", "公司", ""}


def test_garden_and_court_are_two_estates():
    assert plain_estate(text="幸福花苑") != plain_estate(text="幸福花园")


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_other_numbers_and_sides_make_strangers(one, other):
    assert name_likeness(one=one, other=other) == 0.0
    assert name_likeness(one=other, other=one) == 0.0


@pytest.mark.parametrize(("one", "other"), LIKE)
def test_the_same_name_said_otherwise_is_wholly_alike(one, other):
    assert name_likeness(one=one, other=other) == 1.0


def test_a_name_without_its_phase_proves_nothing():
    assert name_likeness(one="世纪大花园", other="世纪大花园一期") == 0.6


def test_one_other_sign_is_less_than_the_same():
    assert 0.7 < name_likeness(one="幸福花园", other="幸福花苑") < 0.8
