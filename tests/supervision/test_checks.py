"""A check on site by 令57号: two officers, every item, both hands, or a refusal that is shown."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.ledger.queries import signed_text_holds
from hoistway.messages.models import Message
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.sampling.vocabulary import Answer
from hoistway.supervision.actions import (
    AlreadyDone,
    CardsMissing,
    CheckStands,
    ItemsMissing,
    MeasuresMissing,
    NameMissing,
    NotToSign,
    Officer,
    OfficersMissing,
    RefusalBare,
    TimesWrong,
    UnitHand,
    UnitRefusal,
    drop_check,
    propose_checks,
    record_check,
    refuse_signature,
    sign_as_officer,
    sign_as_unit,
    sign_for_unit,
)
from hoistway.supervision.actions.telling import tell_check
from hoistway.supervision.models import Check
from hoistway.supervision.queries import check_scores, check_seen, checks, checks_of, findings_of
from hoistway.supervision.vocabulary import CheckState, FindingWeight, Measure
from tests.world.emergency import acting
from tests.world.parties import NOW, a_firm, a_jurisdiction, a_use_unit, an_actor
from tests.world.supervision import (
    A_HAND,
    a_check,
    a_finding,
    a_planned_check,
    a_record,
    two_officers,
)

pytestmark = pytest.mark.django_db


class Site:
    """A planned check and the two officers who are there."""

    def __init__(self) -> None:
        self.unit = a_use_unit()
        self.people = two_officers(jurisdiction=self.unit.jurisdiction)
        self.first, self.second = (acting(membership=one) for one in self.people)
        self.check = a_planned_check(organisation=self.unit, by=self.first)

    def record(self, **changes: object) -> Check:
        """Hand in a sound record with these changes."""
        unit = changes.pop("unit", None)
        sound = a_record(check=self.check, officers=self.people, findings=[a_finding()])
        said = type(sound)(**{name: getattr(sound, name) for name in sound.__slots__} | changes)
        return record_check(
            check_id=self.check.pk, record=said, form_id=uuid4(), now=NOW, by=self.first,
            unit=unit,  # type: ignore[arg-type]
        )  # fmt: skip


@pytest.fixture
def site() -> Site:
    """Return officers at a use unit."""
    return Site()


def test_a_check_is_signed_by_both_officers_and_the_unit_and_kept_as_signed(site: Site) -> None:
    row = site.record(unit=A_HAND)
    assert row.state is CheckState.UNDERWAY
    done = sign_as_officer(check_id=row.pk, now=NOW, by=site.second)
    assert done.state is CheckState.SIGNED
    assert signed_text_holds(**(done.signed_text or {}))
    assert [one["side"] for one in done.signatures] == ["officer", "unit", "officer"]


@pytest.mark.parametrize("there", [0, 1])
def test_fewer_than_two_officers_check_nothing(site: Site, there: int) -> None:
    with pytest.raises(OfficersMissing):
        site.record(officers=_sent(site.people[:there]))


def _sent(people: list[Membership], card: str = "") -> list[Officer]:
    return [Officer(person_id=one.person_id, card=card or f"沪{one.person_id}") for one in people]


def test_an_officer_of_another_district_is_no_officer_of_this_check(site: Site) -> None:
    other = two_officers(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    with pytest.raises(OfficersMissing):
        site.record(officers=_sent([site.people[0], other[0]]))


def test_who_writes_the_record_was_there(site: Site) -> None:
    more = two_officers(jurisdiction=site.unit.jurisdiction)
    with pytest.raises(OfficersMissing):
        site.record(officers=_sent([site.people[1], more[0]]))


def test_every_officer_shows_a_card_of_the_own(site: Site) -> None:
    with pytest.raises(CardsMissing):
        site.record(officers=_sent(site.people, card="沪1"))


def test_the_database_keeps_no_check_of_one_officer(site: Site) -> None:
    row = site.record()
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.filter(pk=row.pk).update(officers=row.officers[:1])


def test_a_failed_item_says_what_is_wrong(site: Site) -> None:
    with pytest.raises(ItemsMissing):
        site.record(findings=[])


def test_every_item_is_looked_at(site: Site) -> None:
    with pytest.raises(ItemsMissing):
        site.record(answers={"records": Answer.NO})


@pytest.mark.parametrize(
    "measures", [(), (Measure.NONE,), (Measure.NONE, Measure.ORDER)]
)  # fmt: skip
def test_measures_fit_what_was_found_and_none_is_chosen_by_itself(
    site: Site, measures: tuple[Measure, ...]
) -> None:  # fmt: skip
    with pytest.raises(MeasuresMissing):
        site.record(measures=measures)


def test_a_check_begins_before_it_ends_and_never_in_the_future(site: Site) -> None:
    with pytest.raises(TimesWrong):
        site.record(ended_at=NOW + timedelta(minutes=1))
    with pytest.raises(TimesWrong):
        site.record(began_at=NOW - timedelta(minutes=1))


def test_a_record_stands_once_handed_in_and_the_same_form_is_one_record(site: Site) -> None:
    form_id, record = uuid4(), a_record(check=site.check, officers=site.people)
    for _ in range(2):
        row = record_check(
            check_id=site.check.pk, record=record, form_id=form_id, now=NOW, by=site.first
        )
    assert len(row.signatures) == 1
    with pytest.raises(CheckStands):
        site.record()


def test_a_refusal_to_sign_needs_words_and_something_that_shows_it(site: Site) -> None:
    """令57号 art. 27: note, photo or recording, or a witness."""
    row = site.record()
    for bare in (UnitRefusal(words="", witness="李某"), UnitRefusal(words="拒绝签字")):
        with pytest.raises(RefusalBare):
            refuse_signature(check_id=row.pk, refusal=bare, now=NOW, by=site.first)
    shown = UnitRefusal(words="拒绝签字", witness="物业保安 李某")
    refuse_signature(check_id=row.pk, refusal=shown, now=NOW, by=site.first)
    done = sign_as_officer(check_id=row.pk, now=NOW, by=site.second)
    assert done.state is CheckState.REFUSED
    assert signed_text_holds(**(done.signed_text or {}))


def test_the_unit_signs_by_its_own_account_with_its_opinion(site: Site) -> None:
    sign_as_officer(check_id=site.record().pk, now=NOW, by=site.second)
    unit = an_actor(role=RoleKind.USE_UNIT, organisation=site.unit)
    done = sign_as_unit(check_id=site.check.pk, post="安全总监", opinion="属实", now=NOW, by=unit)
    assert done.state is CheckState.SIGNED
    assert done.signatures[-1]["opinion"] == "属实"


def test_nobody_signs_for_another_organisation(site: Site) -> None:
    row, other = site.record(), an_actor(role=RoleKind.USE_UNIT)
    with pytest.raises(NotFound):
        sign_as_unit(check_id=row.pk, post="经理", opinion="", now=NOW, by=other)


def test_a_drawn_hand_has_a_name_and_a_post(site: Site) -> None:
    with pytest.raises(NameMissing):
        site.record(unit=UnitHand(name="王", post="", file="a" * 64))


def test_nobody_signs_twice_or_before_there_is_a_record(site: Site) -> None:
    with pytest.raises(NotToSign):
        sign_as_officer(check_id=site.check.pk, now=NOW, by=site.second)
    row = site.record()
    with pytest.raises(NotToSign):
        sign_as_officer(check_id=row.pk, now=NOW, by=site.first)
    sign_for_unit(check_id=row.pk, hand=A_HAND, now=NOW, by=site.first)
    with pytest.raises(NotToSign):
        sign_for_unit(check_id=row.pk, hand=A_HAND, now=NOW, by=site.first)


def test_a_check_is_dropped_with_a_reason_and_a_finished_one_never(site: Site) -> None:
    with pytest.raises(Refusal, match="drop_reason_missing"):
        drop_check(check_id=site.check.pk, words=" ", now=NOW, by=site.first)
    dropped = drop_check(check_id=site.check.pk, words="单位已注销", now=NOW, by=site.first)
    assert dropped.state is CheckState.DROPPED
    with pytest.raises(AlreadyDone):
        drop_check(check_id=site.check.pk, words="再次", now=NOW, by=site.first)


def test_an_organisation_sees_its_own_check_once_there_is_something_to_sign(site: Site) -> None:
    unit = an_actor(role=RoleKind.USE_UNIT, organisation=site.unit)
    with pytest.raises(NotFound):
        check_seen(by=unit, number=site.check.number)
    site.record()
    assert check_seen(by=unit, number=site.check.number) == site.check
    assert not checks(by=an_actor(role=RoleKind.USE_UNIT)).exists()
    with pytest.raises(NotAllowed):
        checks(by=an_actor(role=RoleKind.TECHNICIAN))


def test_a_district_neither_sees_nor_plans_checks_of_another(site: Site) -> None:
    other: Actor = acting(
        membership=two_officers(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))[0]
    )
    assert not checks(by=other).exists()
    with pytest.raises(NotFound):
        drop_check(check_id=site.check.pk, words="无", now=NOW, by=other)
    with pytest.raises(NotAllowed):
        a_planned_check(organisation=site.unit, by=other)
    assert propose_checks(proposals=[], now=NOW, by=other) == []


def test_both_sides_are_told_what_waits_and_what_was_found(site: Site) -> None:
    tell_check(check_id=site.record().pk, now=NOW)
    waiting = Message.objects.filter(purpose="check").values_list("person_id", "organisation_id")
    assert {(site.people[1].person_id, None), (None, site.unit.pk)} <= set(waiting)


def test_scores_count_finished_checks_of_a_period_and_what_they_found() -> None:
    firm = a_firm()
    a_check(organisation=firm, findings=[])
    a_check(
        organisation=firm,
        findings=[a_finding(item="truth", weight=FindingWeight.GRAVE), a_finding(item="filed")],
    )
    a_planned_check(organisation=firm)
    scores = check_scores(organisation_ids=[firm.pk], first=NOW.date(), last=NOW.date())[firm.pk]
    assert (scores.checks, scores.clean, scores.findings, scores.grave) == (2, 1, 2, 1)
    found = checks_of(organisation_ids=[firm.pk], first=NOW.date(), last=NOW.date())[firm.pk]
    assert findings_of(check_ids=[one.pk for one in found]).count() == 2
    later = NOW.date() + timedelta(days=1)
    assert check_scores(organisation_ids=[firm.pk], first=later, last=later)[firm.pk].checks == 0
