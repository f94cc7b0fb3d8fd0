"""The product's scores beside those of an oracle that knows nothing of the product."""

import random
import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.credit import standards
from hoistway.credit.rules.exact import rounded
from hoistway.credit.rules.facts import Pool, SubjectFacts, as_json
from hoistway.credit.rules.model import model_named, model_names
from hoistway.credit.rules.scoring import score
from hoistway.credit.rules.shrinkage import city_facts
from hoistway.credit.rules.what_if import raises
from hoistway.credit.vocabulary import Fact, Measure
from hoistway.server.bench.credit_oracle import scores

FOLDER = Path(standards.__file__).parent / "editions"
FACTS = [one for one in Fact if one is not Fact.ANSWER_SECONDS]


def table(edition):
    return tomllib.loads((FOLDER / f"{edition}.toml").read_text(encoding="utf-8"))


def a_random_firm(key, chance):
    fleet = chance.choice([0, 3, 29, 30, 31, 200, 5000])
    counts = {str(one): chance.choice([0, 0, 1, 2, chance.randint(0, 60)]) for one in FACTS}
    counts |= {"elevator_days": fleet * 365, "car_days": fleet * 300, "fleet_elevators": fleet}
    counts["online_shares"] = round(chance.random() * counts["connected"], 6)
    if chance.random() < 0.9:
        counts |= {"vetoes_decided": 0, "licence_gap_days": 0}
    many = chance.randint(0, 6)
    return SubjectFacts(
        organisation_id=key, fleet=fleet, counts=counts,
        samples={"answer_seconds": tuple(chance.randint(5, 400) for _ in range(many))},
    )  # fmt: skip


def a_random_city(chance, *, size):
    firms = [a_random_firm(key, chance) for key in range(1, size + 1)]
    one, other = firms[0], firms[1]
    counts = {key: one.counts[key] + other.counts[key] for key in one.counts}
    pool = Pool(organisation_ids=(1, 2), fleet=one.fleet + other.fleet, counts=counts)
    return [replace(one, pool=pool), replace(other, pool=pool), *firms[2:]]


def ours(model, firms):
    city = city_facts(subjects=firms, model=model)
    found = {}
    for facts in firms:
        told = score(facts=facts, city=city, model=model)
        points = {one.indicator: one.points if one.applies else None for one in told.points}
        found[facts.organisation_id] = {
            "total": told.total, "grade": str(told.grade), "points": points,
        }  # fmt: skip
    return found


LONG = pytest.param(25, 40, marks=pytest.mark.long)


@pytest.mark.parametrize("edition", model_names())
@pytest.mark.parametrize(("cities", "size"), [(2, 12), LONG])
def test_random_firms_score_as_the_oracle_says(edition, cities, size):
    chance, model = random.Random(edition), model_named(edition=edition)
    for _ in range(cities):
        firms = a_random_city(chance, size=size)

        assert ours(model, firms) == scores(table(edition), [as_json(facts=one) for one in firms])


def test_a_grade_follows_the_bands_of_fujian_at_their_edges():
    model = model_named(edition="fujian-2016")
    grades = {}
    for late, passed in [(1, 100), (1, 94), (2, 89), (2, 79), (4, 100), (4, 94)]:
        counts = {"rescues": late, "inspected": 100, "passed_first": passed}
        firm = SubjectFacts(organisation_id=1, fleet=9, counts=counts)
        told = score(facts=firm, city=city_facts(subjects=[firm], model=model), model=model)
        grades[told.total] = str(told.grade)

    assert grades == {10: "A", 12: "B", 25: "B", 30: "C", 40: "C", 42: "D"}


@pytest.mark.parametrize(
    ("each", "points"),
    [(20, 3), (21, 1), (24, 1), (25, 0), (30, 0), (31, -5), (40, -5), (41, -10)],
)
def test_elevators_per_technician_follow_the_table_of_chengdu(each, points):
    model = model_named(edition="chengdu")
    firm = SubjectFacts(
        organisation_id=1, fleet=each, counts={"technician_days": 10, "elevator_days": each * 10}
    )

    told = score(facts=firm, city=city_facts(subjects=[firm], model=model), model=model)

    [point] = [one for one in told.points if one.indicator == "staff"]
    assert point.points == points


@pytest.mark.parametrize("edition", model_names())
def test_a_model_says_what_it_is_and_counts_twice_only_where_it_says_so(edition):
    model = model_named(edition=edition)
    keys = {one.key for one in model.indicators}

    assert model.label_zh
    assert len(keys) == len(model.indicators)
    assert all(set(one.between) <= keys for one in model.doubles)
    for one in model.indicators:
        assert not one.shrink or one.measure in {Measure.SHARE, Measure.RATE}
        assert one.source


def test_our_model_is_a_labelled_proposal():
    assert "非 DB31/T 1172" in model_named(edition="hoistway-2026").label_zh


@given(seed=st.integers(0, 10**6))
@settings(max_examples=3, deadline=None)
def test_what_would_raise_a_score_raises_it(seed):
    chance, model = random.Random(seed), model_named(edition="hoistway-2026")
    firms = a_random_city(chance, size=3)
    city = city_facts(subjects=firms, model=model)

    for facts in firms:
        before = score(facts=facts, city=city, model=model).total
        told = raises(facts=facts, city=city, model=model)
        assert before is not None or told == ()
        assert all(one.gain > 0 and one.total > before for one in told)
        assert [one.gain for one in told] == sorted((one.gain for one in told), reverse=True)


@given(st.fractions(min_value=0, max_value=100), st.fractions(min_value=0, max_value=100))
@settings(max_examples=30)
def test_rounding_keeps_the_order(one, other):
    low, high = sorted((one, other))

    assert rounded(value=low, places=2) <= rounded(value=high, places=2)
    assert abs(rounded(value=low, places=2) - low) <= Fraction(1, 200)
