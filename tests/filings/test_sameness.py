"""Two ways of writing the same fact are the same; two facts never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.filings.rules.sameness import any_same, same
from hoistway.filings.vocabulary import MismatchField as F

SAME = [
    (F.FIRM, "上海申恒电梯工程有限公司", " 上海申恒电梯工程有限公司 "),
    (F.FIRM, "上海申恒电梯（集团）有限公司", "上海申恒电梯(集团)有限公司"),
    (F.USE_UNIT, "Kangjing Property Co., Ltd.", "KANGJING PROPERTY CO LTD"),
    (F.DUTY_PHONE, "021-6234 5678", "(021)62345678"),
    (F.DUTY_PHONE, "+86 130 0000 0001", "13000000001"),
    (F.DUTY_PHONE, "0086-13000000001", "13000000001"),
    (F.TECHNICIANS, "王建国、李强", "李强,王建国"),
    (F.TECHNICIANS, "王建国", "王建国、王建国"),
    (F.ADDRESS, "上海市静安区延平路135号", "延平路 135 号"),
    (F.ADDRESS, "上海静安区延平路135号", "静安区延平路135号"),
    (F.ADDRESS, "上海市延平路135号", "延平路135号"),
    (F.ADDRESS, "浦东新区张杨路1号", "张杨路１号"),
]
OTHERWISE = [
    (F.FIRM, "上海申恒电梯工程有限公司", "上海申恒电梯有限公司"),
    (F.DUTY_PHONE, "021-62345678", "021-62345679"),
    (F.TECHNICIANS, "王建国、李强", "王建国"),
    (F.ADDRESS, "延平路135号", "延平路137号"),
    (F.ADDRESS, "静安区延平路135号", "长宁区延平路135号"),
    (F.OTHER, "", ""),
    (F.FIRM, "", " "),
]


@pytest.mark.parametrize(("field", "one", "other"), SAME)
def test_another_way_of_writing_says_the_same(field: F, one: str, other: str) -> None:
    assert same(field=field, one=one, other=other)
    assert same(field=field, one=other, other=one)


@pytest.mark.parametrize(("field", "one", "other"), OTHERWISE)
def test_another_fact_does_not(field: F, one: str, other: str) -> None:
    assert not same(field=field, one=one, other=other)


def test_a_thing_is_known_by_any_of_its_names() -> None:
    names = {"上海申恒电梯工程有限公司", "Shanghai Shenheng Elevator Co.", "91310106MA1ABCDE0X"}

    assert any_same(field=F.FIRM, told="shanghai shenheng elevator co", names=names)
    assert any_same(field=F.FIRM, told="91310106MA1ABCDE0X", names=names)
    assert not any_same(field=F.FIRM, told="申恒", names=names)


@given(field=st.sampled_from(list(F)), one=st.text(max_size=12), other=st.text(max_size=12))
def test_it_never_matters_which_is_named_first(field: F, one: str, other: str) -> None:
    assert same(field=field, one=one, other=other) == same(field=field, one=other, other=one)
