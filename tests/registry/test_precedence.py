"""Which of several statements is held true: the same whatever the order in which they came."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.registry.rules.decisions import Spoken, compact, decide_all, story_of
from hoistway.registry.rules.precedence import Statement, decide, edition_on
from hoistway.registry.rules.sources import kind_of
from hoistway.registry.vocabulary import DecisionReason, Field, SourceKind

RANKS = edition_on(day=date(2026, 11, 22))
START = datetime(2026, 11, 1, tzinfo=UTC)
FIELDS = (
    "stops", "longitude", "latitude", "datum", "kind", "catalogue", "firm", "firm_code", "facts.x",
)  # fmt: skip
VALUES = st.sampled_from(["a", "b", "c"])
SOURCES = st.sampled_from([kind for kind in SourceKind if kind is not SourceKind.RULE])


@st.composite
def statements(draw, kinds=SOURCES, values=VALUES):
    count = draw(st.integers(0, 6))
    return [
        Statement(
            claim_id=number, kind=draw(kinds), value=draw(values),
            observed_at=START + timedelta(days=draw(st.integers(0, 3))),
            suggested=draw(st.booleans()),
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


@st.composite
def claims(draw):
    found = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        kind = draw(st.sampled_from(list(SourceKind)))
        names = draw(st.sets(st.sampled_from(FIELDS), min_size=1))
        decided = kind in {SourceKind.RULE, SourceKind.PERSON}
        names = sorted(names)[:1] if decided else sorted(names)
        values = st.sampled_from(["a", "b", ""]) if kind is SourceKind.FILING else VALUES
        found.append(
            Spoken(
                claim_id=number, kind=kind, source=str(kind),
                fields={name: draw(values) for name in names},
                observed_at=START + timedelta(days=draw(st.integers(0, 3))),
                instead_of=draw(VALUES) if kind is SourceKind.RULE else None,
                suggested=draw(st.booleans()),
            )
        )  # fmt: skip
    return found


def one(claim_id, kind, value, day=0, **more):
    observed_at = START + timedelta(days=day)
    return Statement(claim_id=claim_id, kind=kind, value=value, observed_at=observed_at, **more)


def held(*said, field="stops"):
    return decide(field=field, statements=said, precedence=RANKS)


@given(statements(), st.randoms())
def test_the_order_of_statements_is_no_matter(said, chance):
    mixed = list(said)
    chance.shuffle(mixed)

    assert held(*mixed) == held(*said)


@given(statements(values=st.sampled_from(["a", "", None, []])))
def test_a_blank_never_wins(said):
    decision = held(*said)

    assert decision is None or decision.value == "a"


@given(statements())
def test_a_person_beats_all(said):
    spoken = one(99, SourceKind.PERSON, "mine", day=9)

    decision = held(*said, spoken)

    assert decision is not None
    assert (decision.value, decision.reason) == ("mine", DecisionReason.PERSON)


@given(statements(kinds=st.sampled_from([k for k in SourceKind if k is not SourceKind.PERSON])))
def test_a_rule_applies_only_while_what_it_corrects_is_held(said):
    said = [s for s in said if s.kind is not SourceKind.RULE]
    without = held(*said)
    rule = one(99, SourceKind.RULE, "right", day=9, instead_of="a")

    decision = held(*said, rule)

    if without is not None and without.value == "a":
        assert decision is not None
        assert (decision.value, decision.reason) == ("right", DecisionReason.RULE)
    else:
        assert (decision and decision.value) == (without and without.value)


@given(statements())
def test_the_same_said_twice_is_held_the_same(said):
    twice = [*said, *said]

    assert (held(*twice) or held()) == (held(*twice) or held())
    assert (held(*twice) and held(*twice).value) == (held(*said) and held(*said).value)


@given(claims(), st.randoms())
def test_the_whole_is_decided_as_its_fields_are(said, chance):
    mixed = list(said)
    chance.shuffle(mixed)

    whole = decide_all(spoken=mixed, precedence=RANKS)

    for field in FIELDS:
        decision = story_of(field=field, spoken=said, precedence=RANKS)
        single = None if decision is None or decision.value is None else decision
        assert whole.get(field) == (single and (single.value, single.claim_id))


@given(claims())
def test_the_compact_form_loses_no_winner(said):
    whole = decide_all(spoken=said, precedence=RANKS)
    kept = compact(held=whole, whole=True)

    assert {field: kept.get(field, kept.get("*")) for field in whole} == {
        field: claim for field, (_, claim) in whole.items()
    }


@pytest.mark.parametrize(("kind", "value"), [
    (SourceKind.FILING, ""), (SourceKind.SUPERVISION, "甲"), (SourceKind.PERSON, "乙"),
])  # fmt: skip
def test_only_a_filing_can_say_that_nobody_maintains(kind, value):
    said = (one(1, kind, value), one(2, SourceKind.FIRM, "甲", day=2))

    assert held(*said, field="firm").value == value


def test_a_blank_of_any_other_source_says_nothing():
    said = (one(1, SourceKind.SUPERVISION, ""), one(2, SourceKind.FIRM, "甲"))

    assert held(*said, field="firm").value == "甲"


def test_a_newer_filing_follows_one_that_said_nobody_and_the_other_way_round():
    ended, begun = one(1, SourceKind.FILING, "", day=1), one(2, SourceKind.FILING, "乙", day=2)

    assert held(ended, begun, field="firm").value == "乙"
    assert held(one(3, SourceKind.FILING, "", day=3), begun, field="firm").value == ""


def test_corrections_follow_one_another():
    said = (
        one(1, SourceKind.SUPERVISION, "105"), one(2, SourceKind.RULE, "1.75", instead_of="105"),
        one(3, SourceKind.RULE, "1.5", instead_of="1.75"),
    )  # fmt: skip

    assert held(*said).value == "1.5"


def test_corrections_in_a_circle_end():
    said = (
        one(1, SourceKind.SUPERVISION, "a"), one(2, SourceKind.RULE, "b", instead_of="a"),
        one(3, SourceKind.RULE, "a", instead_of="b"),
    )  # fmt: skip

    assert held(*said).value == "a"


def test_a_value_taken_away_leaves_nothing_where_nobody_else_speaks():
    said = (one(1, SourceKind.FIRM, "不详"), one(2, SourceKind.RULE, None, instead_of="不详"))

    decision = held(*said)

    assert (decision.value, decision.claim_id, decision.reason) == (None, 2, DecisionReason.RULE)


def test_a_rule_may_fill_a_gap():
    rule = one(1, SourceKind.RULE, "310106014", instead_of=None)

    assert held(rule, field="street_code").value == "310106014"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([(SourceKind.FIRM, "a", 0)], DecisionReason.ONLY),
        ([(SourceKind.FIRM, "a", 0), (SourceKind.OTHER, "a", 1)], DecisionReason.AGREED),
        ([(SourceKind.INSPECTION, "a", 0), (SourceKind.FIRM, "b", 1)], DecisionReason.RANK),
        ([(SourceKind.APPROVAL, "a", 1), (SourceKind.SUPERVISION, "b", 0)], DecisionReason.NEWER),
    ],
)
def test_the_reason_says_why(said, reason):
    decision = held(*(one(n, *each) for n, each in enumerate(said, 1)))

    assert (decision.value, decision.reason) == ("a", reason)


def test_half_a_point_counts_nowhere():
    half = Spoken(1, SourceKind.POSTING, "posting", {"longitude": 121.0}, START)
    whole = Spoken(2, SourceKind.OTHER, "x", {"longitude": 120.0, "latitude": 31.0}, START)

    decided = decide_all(spoken=[half, whole], precedence=RANKS)

    assert decided == {"longitude": (120.0, 2), "latitude": (31.0, 2)}


def test_a_code_belongs_to_the_name_beside_which_it_stands():
    newer = Spoken(1, SourceKind.SUPERVISION, "supervision", {"firm": "甲 公司"}, START)
    other = Spoken(2, SourceKind.FIRM, "firm:1", {"firm": "乙公司", "firm_code": "Y"}, START)
    same = Spoken(3, SourceKind.OTHER, "x", {"firm": "甲公司", "firm_code": "X"}, START)

    decided = decide_all(spoken=[newer, other, same], precedence=RANKS)

    assert decided == {"firm": ("甲 公司", 1), "firm_code": ("X", 3)}


def test_a_code_stays_when_a_rule_corrects_the_name_but_not_when_a_person_names_another():
    said = Spoken(1, SourceKind.SUPERVISION, "supervision", {"firm": "甲", "firm_code": "X"}, START)
    rule = Spoken(2, SourceKind.RULE, "rule:x", {"firm": "甲公司"}, START, instead_of="甲")
    person = Spoken(3, SourceKind.PERSON, "person", {"firm": "乙公司"}, START)

    corrected = decide_all(spoken=[said, rule], precedence=RANKS)
    judged = decide_all(spoken=[said, rule, person], precedence=RANKS)

    assert corrected == {"firm": ("甲公司", 2), "firm_code": ("X", 1)}
    assert judged == {"firm": ("乙公司", 3)}


def test_every_field_is_ranked_in_every_edition():
    fields = {str(field) for field in Field}

    assert fields <= set(RANKS.groups)
    assert edition_on(day=date(1990, 1, 1)) == RANKS


def test_a_source_is_known_by_what_stands_before_the_colon():
    assert [kind_of(source=s) for s in ("technician:7", "rule:speed_unit", "db-2015")] == [
        SourceKind.TECHNICIAN, SourceKind.RULE, SourceKind.OTHER,
    ]  # fmt: skip
