"""Points, grades, shrinkage and double counting, by the clause or the choice."""

import pytest

from hoistway.credit.rules.facts import Pool, Struck, SubjectFacts, as_json, from_json, without
from hoistway.credit.rules.model import model_named
from hoistway.credit.rules.scoring import score
from hoistway.credit.rules.shrinkage import city_facts, means_as_json, means_from_json
from hoistway.credit.vocabulary import DoubleCount, Grade, PointReason

HOUSE = model_named(edition="hoistway-2026")


def a_firm(key=1, *, fleet=200, samples=None, pool=None, **counts):
    days = fleet * 365
    good = {
        "elevator_days": days, "car_days": days, "technician_days": days // 25,
        "rescues": fleet // 10, "arrived_in_time": fleet // 10, "fleet_elevators": fleet,
        "entrapments_caused": fleet // 50, "faults_caused": fleet // 5, "inspected": fleet,
        "passed_first": fleet, "checks": 2, "check_points": 190, "visits_due": fleet * 24,
        "visits_recorded": fleet * 24, "visits_in_time": fleet * 24, "cells": fleet * 10,
        "cells_filled": fleet * 10, "connected": fleet // 2, "online_shares": fleet / 2,
        "second_asked": 4, "second_done": 4,
    }  # fmt: skip
    return SubjectFacts(
        organisation_id=key, fleet=fleet, counts=good | counts,
        samples={"answer_seconds": (40, 50, 55)} if samples is None else samples, pool=pool,
    )  # fmt: skip


def scored(facts, *others, model=HOUSE):
    city = city_facts(subjects=[facts, *(others or _city())], model=model)
    return score(facts=facts, city=city, model=model)


def _city():
    return [a_firm(key) for key in range(100, 110)]


def point(found, key):
    return next(one for one in found.points if one.indicator == key)


def test_a_firm_without_fault_has_all_points_and_its_bonus():
    found = scored(a_firm())

    assert (found.total, found.grade, found.bonus) == (100.8, Grade.A, 0.8)
    assert found.weight == 100


def test_the_figures_shown_add_up_to_the_total():
    found = scored(a_firm(arrived_in_time=13, faults_caused=190, penalties=1))

    told = sum(one.points for one in found.points)

    assert found.total == pytest.approx(told)


@pytest.mark.parametrize(("fleet", "grade"), [(29, Grade.UNRATED), (30, Grade.A)])
def test_a_fleet_of_thirty_is_the_smallest_that_has_a_grade(fleet, grade):
    assert scored(a_firm(fleet=fleet)).grade is grade


def test_one_veto_alone_is_the_lowest_grade_and_the_total_stays_readable():
    found = scored(a_firm(vetoes_decided=1))

    assert (found.grade, found.total) == (Grade.D, 100.8)
    assert [str(one.veto) for one in found.vetoes] == ["decided"]


def test_a_small_firm_with_one_unlucky_rescue_keeps_most_of_its_points():
    unlucky = scored(a_firm(fleet=30, rescues=3, arrived_in_time=2))
    large = scored(a_firm(fleet=3000, rescues=300, arrived_in_time=200))

    assert point(unlucky, "arrival").raw == point(large, "arrival").raw
    assert point(unlucky, "arrival").points > 6
    assert point(large, "arrival").points < 1
    assert unlucky.grade is Grade.A


def test_too_few_cases_are_no_points_and_no_loss():
    found = scored(a_firm(rescues=2, arrived_in_time=0, samples={}))

    assert point(found, "arrival").reason is PointReason.TOO_FEW
    assert (found.weight, found.total) == (79, 100.8)


def test_where_little_could_be_scored_there_is_no_total():
    found = scored(SubjectFacts(organisation_id=1, fleet=40, counts={"inspected": 9}))

    assert (found.total, found.grade) == (None, Grade.UNRATED)


def test_a_refused_rescue_is_not_a_late_one_too():
    found = scored(a_firm(first_refused=4, arrived_in_time=16))

    assert point(found, "arrival").raw == 1
    assert point(found, "refused").raw == 0.2
    assert point(found, "arrival").also[0].treatment is DoubleCount.ONCE


def test_a_rescue_the_firm_kept_silent_of_costs_more_than_one_it_reported():
    said = scored(a_firm(entrapments_caused=9))
    silent = scored(a_firm(entrapments_caused=9, entrapments_unrecorded=9))

    assert point(silent, "entrapments").points < point(said, "entrapments").points


def test_trivial_visits_do_not_count_as_done():
    found = scored(a_firm(visits_trivial=2400))

    assert point(found, "paperless").value == 0.5
    assert point(found, "paperless").points == 0


def test_a_fleet_split_in_two_scores_as_one():
    bad = {"rescues": 40, "arrived_in_time": 12}
    whole = a_firm(1, fleet=60, **bad)
    pool = Pool(organisation_ids=(1, 2), fleet=60, counts=whole.counts, reasons=("telephone",))
    parts = [a_firm(key, fleet=30, rescues=20, arrived_in_time=6, pool=pool) for key in (1, 2)]

    apart = scored(parts[0], parts[1], *_city())
    together = scored(whole, *_city())

    assert point(apart, "arrival").value == point(together, "arrival").value
    assert apart.pooled_with == (1, 2)
    assert point(apart, "arrival").pooled


def test_a_struck_record_is_taken_out_once_and_kept_by_name():
    late = Struck(record="incident:7", counts={"rescues": 1}, samples={"answer_seconds": (55, 99)})
    facts = without(facts=a_firm(rescues=20, arrived_in_time=19), struck=[late, late])

    assert (facts.counts["rescues"], facts.samples["answer_seconds"]) == (19, (40, 50))
    assert facts.struck == ("incident:7",)


def test_frozen_facts_and_means_come_back_the_same():
    pool = Pool(organisation_ids=(1, 2), fleet=60, counts={"rescues": 5}, reasons=("telephone",))
    city = city_facts(subjects=_city(), model=HOUSE)

    for facts in (a_firm(), a_firm(pool=pool)):
        assert from_json(said=as_json(facts=facts)) == facts
    assert means_from_json(edition=HOUSE.edition, said=means_as_json(city=city)) == city


def test_what_always_finds_nothing_is_shown_and_costs_nothing():
    found = scored(a_firm(visits_always_normal=4800))

    assert point(found, "always_normal").value == 1
    assert point(found, "always_normal").reason is PointReason.SHOWN
    assert found.total == 100.8
