"""An order: never by one officer alone, served though refused, reviewed late, ended as a case."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from hoistway.credit.queries.facts import gather
from hoistway.credit.rules.model import model_named
from hoistway.foundation.workdays import is_workday
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.ondemand.models import ExitCase
from hoistway.ondemand.vocabulary import ExitClause
from hoistway.parties.actions import enrol
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.supervision.models import Check, Order
from hoistway.supervision.queries import penalties_of
from hoistway.supervision.tasks.orders import sweep_orders
from hoistway.supervision.vocabulary import (
    CaseOutcome,
    CheckState,
    OrderStanding,
    OrderState,
    ServiceWay,
)
from tests.world.credit import EDITION
from tests.world.filed import a_laid_filing
from tests.world.ondemand import a_listed_firm
from tests.world.orders import OrderWorld, an_order
from tests.world.parties import (
    NOW,
    a_bureau,
    a_firm,
    a_jurisdiction,
    client_of,
)
from tests.world.pilot_walk import Walk, paper, walking
from tests.world.registry import Site, an_elevator
from tests.world.supervision import a_check, a_planned_check, two_officers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOW.date()
ROOMS = ("supervision", "ondemand", "credit")
LATE = OrderStanding.REVIEW_LATE.zh


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with walking(folder=tmp_path, rooms=ROOMS) as one:
        yield one


def sides(walk: Walk, world: OrderWorld) -> str:
    """Sign in the bureau's officer and head and the unit; return the order's address."""
    for who in ("officer", "head"):
        walk.enters(who, role=RoleKind.DISTRICT_REGULATOR, of=world.bureau.body)
    walk.enters("unit", role=RoleKind.FIRM_OFFICE, of=world.now().organisation)
    return f"/orders/{world.order.pk}"


def told(body: Organisation | None) -> int:
    assert body is not None
    rows = Message.objects.filter(purpose=Purpose.ORDER, channel="page", organisation_id=body.pk)
    return rows.count()


def test_art_19_and_23_an_officer_alone_cannot_issue_an_order(walk: Walk) -> None:
    firm, area = a_firm(), a_jurisdiction()
    officers = two_officers(jurisdiction=area)
    for who, member in zip(("officer", "other"), officers, strict=True):
        walk.browsers[who] = client_of(membership=member)

    # One officer makes no check: neither the form nor the database takes it, and no order follows.
    alone = a_planned_check(organisation=firm, jurisdiction=area)
    form = {"card": "沪000001", "partner": "", "way": "refused"}
    walk.say("officer", f"/checks/{alone.number}/do", expect=422, **form)
    single = [{"person": 1, "name": "甲", "card": "沪1"}]
    Check.objects.filter(pk=alone.pk).update(officers=single)
    with pytest.raises(DatabaseError), transaction.atomic():
        Check.objects.filter(pk=alone.pk).update(state=CheckState.SIGNED)
    walk.say("officer", f"/orders/new/{alone.number}", expect=200)
    with pytest.raises(DatabaseError, match="two officers"), transaction.atomic():
        Order.objects.create(
            form_id=uuid4(), check_made=alone, organisation=firm, jurisdiction=area,
            edition="office57-2022", drafted_by_key="person:1", state=OrderState.SUBMITTED,
        )  # fmt: skip

    # Two officers checked: one drafts by the page, and cannot approve what is its own draft.
    check = a_check(organisation=firm, jurisdiction=area, officers=officers)
    there = f"/orders/new/{check.number}"
    page = walk.browsers["officer"].get(there)
    offered = page.context["form"].fields
    first = {name: offered[name].choices[0][0] for name in ("findings", "rules", "bases")}
    made = walk.say("officer", there, measures="补齐证照", due_on=str(TODAY + 15 * DAY), **first)
    walk.say("officer", f"{made}/say", deed="submit")
    assert "本指令由您起草，须由另一人批准" in walk.read("officer", made)
    refused = walk.say("officer", f"{made}/say", expect=403, deed="approve")
    assert "起草人不能批准自己的监察指令" in refused
    order = Order.objects.get()
    with pytest.raises(DatabaseError, match="two_hands"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(approved_by_key=order.drafted_by_key)
    assert (order.state, order.number) == (OrderState.SUBMITTED, "")

    walk.say("other", f"{made}/say", deed="approve")
    order.refresh_from_db()
    assert (order.state, order.number) == (OrderState.APPROVED, "沪静市监特令〔2026〕第1号")


def test_art_27_service_refused_the_order_is_left_with_evidence_and_runs(walk: Walk) -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.APPROVED)
    there = sides(walk, world)
    left = {"deed": "serve", "way": "left", "receiver": "社区民警 张某（见证）"}
    words = "负责人拒绝签收，留置于值班室"

    walk.say("officer", f"{there}/say", expect=422, words=words, **left)
    walk.say("officer", f"{there}/say", expect=422, file=paper(), **left)
    assert walk.browsers["unit"].get(there).status_code == 404
    walk.say("officer", f"{there}/say", words=words, file=paper(), **left)

    order = world.now()
    assert (order.state, order.service) == (OrderState.SERVED, ServiceWay.LEFT)
    page = walk.read("unit", there)
    assert words in page
    assert "社区民警 张某（见证）" in page
    assert told(order.organisation) == 1
    proof = next(
        one for one in walk.browsers["officer"].get(there).context["shown"].steps if one.files
    )
    file = walk.browsers["unit"].get(f"{there}/files/{proof.pk}/0")
    assert (file.status_code, file["Content-Type"]) == (200, "image/jpeg")
    # The term runs though nobody signed.
    walk.hand.set(NOW + 16 * DAY)
    sweep_orders(timestamp=0)
    walk.settle()
    assert OrderStanding.OVERDUE.zh in walk.read("officer", there)


def test_art_29_a_review_is_late_after_the_tenth_working_day_across_a_holiday(walk: Walk) -> None:
    """Reported on Monday 21 September; the festival and the national holiday do not count."""
    begins = datetime(2026, 9, 21, 4, tzinfo=UTC)
    walk.hand.set(begins)
    world = an_order(elevator=an_elevator(), now=begins)
    there = sides(walk, world)
    [finding] = world.findings
    walk.say("unit", f"{there}/say", deed="report", **{f"told-{finding.pk}": "已补齐记录"})
    last = date(2026, 10, 12)
    assert world.now().review_by == last
    between = (begins.date() + n * DAY for n in range(1, (last - begins.date()).days + 1))
    assert sum(is_workday(day=one) for one in between) == 10
    assert not is_workday(day=date(2026, 10, 1))

    walk.hand.set(begins + (last - begins.date()))
    sweep_orders(timestamp=0)
    walk.settle()
    on_the_last = told(world.bureau.body)
    assert LATE not in walk.read("head", there)

    walk.hand.later(86_400)
    for _twice in range(2):
        sweep_orders(timestamp=0)
        walk.settle()
    assert told(world.bureau.body) == on_the_last + 1
    assert LATE in walk.read("head", there)
    assert LATE in walk.read("head", "/orders")
    walk.say("officer", f"{there}/say", deed="passes", review="on_site", words="现场核实已整改")
    assert world.now().state is OrderState.CLOSED
    assert LATE not in walk.read("head", there)


def verdict(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", str(folder / "verify.sh")], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip().splitlines()[-1]


def test_an_order_ends_in_a_case_file_and_its_outcome_reaches_everybody(
    walk: Walk, tmp_path: Path
) -> None:
    listed = a_listed_firm()
    firm, elevator = listed.firm, an_elevator(site=Site(firm=listed.firm))
    a_laid_filing(elevator=elevator, first=TODAY - 100 * DAY)
    world = an_order(elevator=elevator)
    there = sides(walk, world)
    team = enrol(
        kind=OrganisationKind.BUREAU, name="上海市市场监督管理局执法总队", name_en="Enforcement",
        jurisdiction=a_jurisdiction(code="310000"), phone="",
    )  # fmt: skip
    walk.enters("team", role=RoleKind.CITY_REGULATOR, of=team)
    plain = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    walk.enters("city", role=RoleKind.CITY_REGULATOR, of=plain)
    assert walk.browsers["head"].get(f"{there}/case.zip").status_code == 409
    walk.say("head", f"{there}/say", deed="hand_over", words="逾期未整改")

    # The case file holds without the platform, and one changed byte is found.
    data = walk.browsers["team"].get(f"{there}/case.zip")
    with zipfile.ZipFile(io.BytesIO(data.content)) as bundle:
        bundle.extractall(tmp_path / "case")
    folder = tmp_path / "case"
    assert (folder / "papers" / "order.pdf").read_bytes().startswith(b"%PDF-")
    assert verdict(folder) == (0, "TRUE")
    signed = folder / "signed" / "order.json"
    text = bytearray(signed.read_bytes())
    text[len(text) // 2] ^= 1
    signed.write_bytes(text)
    assert verdict(folder)[0] == 1

    # Only the team says how it ended; the firm reads it.
    before = told(firm)
    outcome = {
        "deed": "settle", "outcome": str(CaseOutcome.FINED), "decided_on": str(TODAY),
        "document": "沪市监罚〔2026〕1号", "yuan": "30000", "veto": "on", "unlawful": "on",
    }  # fmt: skip
    walk.say("city", f"{there}/say", expect=403, **outcome)
    walk.say("team", f"{there}/say", **outcome)
    assert told(firm) > before
    assert "沪市监罚〔2026〕1号" in walk.read("unit", there)

    # Credit counts the penalty and the veto, both from the record; the pilot judges the firm.
    [penalty] = penalties_of(organisation_ids=[firm.pk], first=TODAY, last=TODAY)[firm.pk]
    assert (penalty.fen, penalty.is_veto) == (3_000_000, True)
    model = model_named(edition=EDITION)
    counts = gather(first=TODAY - 90 * DAY, last=TODAY, model=model)[firm.pk].counts
    assert (counts["penalties"], counts["vetoes_decided"]) == (1, 1)
    case = ExitCase.objects.get(firm_pilot=listed)
    assert case.clause is ExitClause.FIRM_UNLAWFUL
    assert case.number in walk.read("unit", "/pilot/exits")
