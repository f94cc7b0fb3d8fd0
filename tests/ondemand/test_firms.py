"""A firm's way into the pilot: plan, sealed commitment, measured conditions, check, publication."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.ledger.queries import signed_text_holds
from hoistway.messages.models import Message
from hoistway.ondemand import actions
from hoistway.ondemand.actions import (
    ApplicationMoved,
    ApplicationStands,
    ConditionsLacking,
    NoPeriod,
    PlanIncomplete,
    ReasonsMissing,
    draft_application,
    list_firm,
    look_at_firms,
    return_application,
    submit_application,
    withdraw_application,
    write_plan,
)
from hoistway.ondemand.adapters.web_pages import WebPage
from hoistway.ondemand.models import FirmConditionChange, FirmPilot, FirmPilotStep
from hoistway.ondemand.queries import explain_firm, listed_firm, published_firms
from hoistway.ondemand.vocabulary import EntryClause, FirmGround, FirmPilotState, PilotDeed
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from tests.world.ondemand import a_period
from tests.world.parties import NOW, a_firm, an_actor
from tests.world.pilot_firms import (
    PROMISE,
    STANDARD,
    a_fit_firm,
    a_plan,
    a_seal,
    a_submitted_application,
    an_office_of,
    the_city,
)

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)


def a_newly_connected_firm() -> Organisation:
    """Return a firm that has reported for one day less than a month."""
    return a_fit_firm(days=29)


def _listed() -> FirmPilot:
    pilot = a_submitted_application()
    return list_firm(number=pilot.number, form_id=uuid4(), now=NOW, by=the_city())


def test_without_a_period_nobody_can_apply() -> None:
    with pytest.raises(NoPeriod):
        draft_application(form_id=uuid4(), now=NOW, by=an_actor(role=RoleKind.FIRM_OFFICE))


def test_a_firm_has_one_living_application_and_the_same_form_is_one() -> None:
    a_period()
    by, form = an_actor(role=RoleKind.FIRM_OFFICE), uuid4()

    first = draft_application(form_id=form, now=NOW, by=by)

    assert draft_application(form_id=form, now=NOW, by=by) == first
    with pytest.raises(ApplicationStands):
        draft_application(form_id=uuid4(), now=NOW, by=by)


def test_a_plan_that_lacks_a_part_is_not_handed_in() -> None:
    """Source: 286号 附件2 二 3."""
    a_period()
    by = an_actor(role=RoleKind.FIRM_OFFICE)
    pilot = draft_application(form_id=uuid4(), now=NOW, by=by)
    write_plan(number=pilot.number, plan=a_plan(quality=""), now=NOW, by=by)

    with pytest.raises(PlanIncomplete) as no:
        submit_application(number=pilot.number, seal=a_seal(by=by), form_id=uuid4(), now=NOW, by=by)

    assert no.value.sentence("zh") == "方案还不完整：质量管理体系未填写。"


def test_the_commitment_is_sealed_and_a_changed_word_breaks_the_seal() -> None:
    pilot = a_submitted_application()
    sealed = pilot.commitment
    assert sealed is not None
    step = FirmPilotStep.objects.get(pilot=pilot, deed=PilotDeed.SUBMITTED)

    assert signed_text_holds(**sealed)
    assert step.facts["commitment"] == sealed
    assert not signed_text_holds(**{**sealed, "body": sealed["body"].replace("24", "12", 1)})
    assert pilot.answer_by == TODAY + timedelta(days=15)


def test_a_fit_firm_is_listed_and_on_the_published_list_from_that_day() -> None:
    """Source: 286号 附件2 四（一）."""
    pilot = _listed()

    assert list(published_firms(on=TODAY)) == [pilot]
    assert listed_firm(firm_id=pilot.firm_id, on=TODAY - timedelta(days=1)) is None
    said = explain_firm(firm_id=pilot.firm_id, on=TODAY)
    assert said
    assert (said.listed, said.published, said.holds) == (True, False, True)
    assert [one.clause for one, _ in said.clauses] == [
        one for one in EntryClause.of_firms() if one is not EntryClause.FIRM_CREDIT
    ]


@pytest.mark.parametrize(
    ("firm", "ground"),
    [(a_firm, FirmGround.NO_VISITS), (a_newly_connected_firm, FirmGround.SHORTLY_KNOWN)],
)
def test_a_firm_of_which_a_condition_fails_at_that_moment_is_not_listed(
    firm: Callable[[], Organisation], ground: FirmGround
) -> None:
    """Source: 286号 附件2 二 1, 2."""
    pilot = a_submitted_application(firm=firm())

    with pytest.raises(ConditionsLacking) as no:
        list_firm(number=pilot.number, form_id=uuid4(), now=NOW, by=the_city())

    assert ground.zh in no.value.sentence("zh")


def test_only_the_city_lists_and_a_return_says_why() -> None:
    pilot = a_submitted_application()
    district = an_actor(role=RoleKind.DISTRICT_REGULATOR)
    with pytest.raises(NotAllowed):
        list_firm(number=pilot.number, form_id=uuid4(), now=NOW, by=district)
    with pytest.raises(ReasonsMissing):
        return_application(number=pilot.number, words=" ", form_id=uuid4(), now=NOW, by=the_city())
    form = uuid4()

    for _ in range(2):
        back = return_application(
            number=pilot.number, words="公章不清", form_id=form, now=NOW, by=the_city()
        )

    assert back.state is FirmPilotState.RETURNED
    step = FirmPilotStep.objects.get(pilot=pilot, deed=PilotDeed.RETURNED)
    actions.tell_firm_step(step_id=step.pk, now=NOW)
    told = Message.objects.filter(organisation_id=pilot.firm_id).values_list("zh", flat=True)
    assert all("公章不清" in one for one in told)
    assert told
    with pytest.raises(ApplicationMoved):
        list_firm(number=pilot.number, form_id=uuid4(), now=NOW, by=the_city())


def test_other_firms_do_not_see_it_and_a_withdrawn_one_makes_room_for_another() -> None:
    pilot = a_submitted_application()
    with pytest.raises(NotFound):
        withdraw_application(
            number=pilot.number, words="", form_id=uuid4(), now=NOW,
            by=an_actor(role=RoleKind.FIRM_OFFICE),
        )  # fmt: skip
    by = an_office_of(firm=pilot.firm)

    withdraw_application(number=pilot.number, words="", form_id=uuid4(), now=NOW, by=by)

    assert draft_application(form_id=uuid4(), now=NOW, by=by).number != pilot.number


def test_a_lost_condition_is_found_the_next_day_told_once_and_explained_from_that_day() -> None:
    """Source: requirements C2: dated, lapsing when it no longer holds."""
    pilot = _listed()
    later = NOW + timedelta(days=2)

    assert [look_at_firms(now=at) for at in (NOW, later, later + timedelta(days=1))] == [0, 1, 0]

    lost = FirmConditionChange.objects.filter(pilot=pilot, holds=False).latest("pk")
    day = local_day(at=later)
    assert (lost.clause, lost.on) == (EntryClause.FIRM_MONITORING, day)
    assert FirmPilotStep.objects.filter(pilot=pilot, deed=PilotDeed.WARNED).count() == 1
    held = {on: explain_firm(firm_id=pilot.firm_id, on=on) for on in (TODAY, day)}
    assert {on: said and said.holds for on, said in held.items()} == {TODAY: True, day: False}


@pytest.mark.parametrize(
    ("page", "published"),
    [(f"<h1>标准</h1><p>{STANDARD}</p><p>{PROMISE}</p>", True), (f"<p>{STANDARD}</p>", False)],
)
def test_the_promise_is_public_once_the_firms_own_page_says_all_of_it(
    page: str, *, published: bool
) -> None:
    """Source: 286号 附件2 四（三）."""
    pilot, address = _listed(), "https://firm.example/pilot"
    by = an_office_of(firm=pilot.firm)
    actions.name_page(number=pilot.number, address=address, now=NOW, by=by)

    kept = actions.keep_copy(
        pilot_id=pilot.pk, named=address, page=WebPage(address, page.encode()), now=NOW
    )

    assert kept
    assert (kept.published_at is not None) is published
    assert kept.website_copy is not None
    assert FirmPilotStep.objects.filter(deed=PilotDeed.PUBLISHED).exists() is published
