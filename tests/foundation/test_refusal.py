from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor, ActorKind
from hoistway.foundation.refusal import Refusal


class TooMany(Refusal):
    code = "too_many"
    zh = "太多：{count}"
    en = "Too many: {count}"


def test_a_refusal_speaks_both_languages_with_its_facts() -> None:
    refusal = TooMany(count=3)

    assert [refusal.sentence("en-gb"), refusal.sentence("zh-hans")] == ["Too many: 3", "太多：3"]
    assert str(refusal) == "too_many: Too many: 3"


def test_an_entry_keeps_who_did_it_without_the_jurisdiction() -> None:
    actor = Actor(
        kind=ActorKind.PERSON, name="王一鸣", person_id=4, role="technician", organisation_id=7,
        jurisdiction_id=9,
    )  # fmt: skip

    assert actor.as_json() == {
        "kind": "person", "name": "王一鸣", "person": 4, "role": "technician", "organisation": 7,
    }  # fmt: skip


def test_the_platform_and_a_passenger_are_nobody_in_particular() -> None:
    kinds = [(str(by.kind), by.person_id, by.role) for by in (PLATFORM, A_PASSENGER)]

    assert kinds == [("system", 0, ""), ("passenger", 0, "")]
