"""Who may open which address: rules by the first word of its name, and exceptions with reasons."""

from dataclasses import dataclass

from hoistway.parties.vocabulary import RoleKind
from tests.enumeration.addresses import Address
from tests.world.city import ANONYMOUS, ROLES

TECHNICIAN, FIRM, UNIT, DISPATCHER, DISTRICT, CITY, INSPECTOR, INSURER = (
    str(role)
    for role in (
        RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISPATCHER,
        RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR, RoleKind.INSPECTOR,
        RoleKind.INSURER,
    )
)  # fmt: skip
EVERYBODY = frozenset(ROLES)
REGULATORS = frozenset({DISTRICT, CITY})
DESKS = EVERYBODY - {ANONYMOUS, TECHNICIAN, INSURER}
SEES_ALL = frozenset({DISPATCHER, CITY, INSPECTOR})
"""Roles for which no row is foreign."""

AUDIENCE: dict[str, frozenset[str]] = {
    "rider": EVERYBODY,
    "open311": EVERYBODY,
    "reform": REGULATORS,
    "city": REGULATORS,
    "technician": frozenset({TECHNICIAN}),
    "dispatcher": frozenset({DISPATCHER}),
    "use": frozenset({UNIT}),
    "firm": frozenset({FIRM}),
    "regulator": REGULATORS,
    "inspector": frozenset({INSPECTOR}),
    "insurer": frozenset({INSURER}),
    "quality": REGULATORS,
    "registry": REGULATORS,
    "orders": REGULATORS | {FIRM, UNIT},
    "order": REGULATORS | {FIRM, UNIT},
    "exits": REGULATORS | {FIRM, UNIT},
    "exit": REGULATORS | {FIRM, UNIT},
    "reports": REGULATORS | {FIRM, UNIT},
    "report": REGULATORS | {FIRM, UNIT},
    "visit": REGULATORS | {TECHNICIAN, FIRM, UNIT},
    "monitoring": REGULATORS | {TECHNICIAN, FIRM, UNIT},
    "yearplans": REGULATORS | {FIRM, UNIT},
    "yearplan": REGULATORS | {FIRM, UNIT},
    "frequency": REGULATORS | {FIRM},
    "safety": REGULATORS | {UNIT},
    "credit": REGULATORS | {FIRM},
    "conformance": REGULATORS | {FIRM},
    "oversight": REGULATORS,
    "inquiries": REGULATORS | {FIRM},
    "inquiry": REGULATORS | {FIRM},
    "webhooks": EVERYBODY - {ANONYMOUS, TECHNICIAN},
    "webhook": EVERYBODY - {ANONYMOUS, TECHNICIAN},
    "programs": EVERYBODY - {ANONYMOUS, TECHNICIAN},
    "program": EVERYBODY - {ANONYMOUS, TECHNICIAN},
    "partners": frozenset({CITY}),
    "partner": frozenset({CITY}),
    "verify": EVERYBODY,
    "digests": EVERYBODY,
    "digest": EVERYBODY,
    "inbox": EVERYBODY - {ANONYMOUS},
}
"""First word of an address's name → who may open it; a new page of a desk needs no line here."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An audience that does not follow from the name, and why."""

    audience: frozenset[str]
    reason: str


EXCEPTIONS: dict[str, Opening] = {
    **{
        name: Opening(EVERYBODY, "a draw is published so that anybody can repeat it")
        for name in ("draw-published", "draw-population", "sample-published")
    },
    **{
        name: Opening(EVERYBODY, "browsers ask for it without the session, and it holds no data")
        for name in ("technician-worker", "technician-manifest")
    },
    "healthz": Opening(EVERYBODY, "probes have no account"),
    "readyz": Opening(EVERYBODY, "probes have no account"),
    "sign-in": Opening(EVERYBODY, "the door itself"),
    "sign-out": Opening(EVERYBODY, "leaving needs no right"),
    **{
        name: Opening(EVERYBODY, "who comes from the city's sign-in is not signed in yet")
        for name in (
            "sign-in-city", "sign-in-city-back", "sign-in-city-leave", "sign-in-link",
            "wechat-session", "wechat-enter",
        )
    },
    **{
        name: Opening(EVERYBODY, "programs of partners speak OpenID Connect without a session")
        for name in (
            "identity-discovery", "identity-token-discovery", "identity-keys",
            "identity-authorize", "identity-token", "identity-userinfo", "identity-revoke",
            "identity-leave",
        )
    },
    "hand-over": Opening(EVERYBODY, "who comes from a partner's app is not signed in yet"),
    **{
        name: Opening(EVERYBODY - {ANONYMOUS}, "one's own links with partners' apps")
        for name in ("hand-over-links", "hand-over-unlink")
    },
    "front-door": Opening(EVERYBODY, "leads everybody on"),
    **{
        name: Opening(
            REGULATORS | {DISPATCHER}, "the desk looks past rescues up in the same list"
        )
        for name in (
            "regulator-incidents", "regulator-incident", "regulator-incident-live",
            "regulator-incident-events",
        )
    },
    **{
        name: Opening(REGULATORS | {FIRM, UNIT}, "parties.permissions SEE_QUALITY")
        for name in (
            "quality-board", "quality-findings", "quality-finding", "quality-corrections",
            "quality-correction",
        )
    },
    **{
        name: Opening(frozenset({FIRM, UNIT}), "parties.permissions ANSWER_FINDINGS")
        for name in ("quality-finding-answer",)
    },
    **{
        name: Opening(
            REGULATORS | {INSPECTOR, FIRM, UNIT}, "parties.permissions SEE_MISMATCHES"
        )
        for name in ("mismatches", "mismatch", "mismatch-photo")
    },
    **{
        name: Opening(frozenset({FIRM, UNIT}), "parties.permissions ANSWER_MISMATCH")
        for name in ("mismatch-answer", "mismatch-confirm")
    },
    **{
        name: Opening(REGULATORS | {INSPECTOR}, "parties.permissions REPORT_MISMATCH")
        for name in ("mismatch-compare", "mismatch-verify")
    },
    **{
        name: Opening(REGULATORS | {FIRM, UNIT}, "parties.permissions SEE_DUTIES")
        for name in ("notices", "notice", "notice-file")
    },
    **{
        name: Opening(EVERYBODY - {ANONYMOUS, INSURER}, "parties.permissions SEE_FAULTS")
        for name in ("faults", "fault", "fault-file")
    },
    "fault-new": Opening(
        frozenset({TECHNICIAN, FIRM, UNIT, DISPATCHER}), "parties.permissions REPORT_FAULT"
    ),
    "fault-say": Opening(
        REGULATORS | {TECHNICIAN, FIRM, UNIT, DISPATCHER}, "all but readers say something"
    ),
    **{
        name: Opening(REGULATORS | {FIRM, UNIT, INSPECTOR}, "parties.permissions SEE_INSPECTIONS")
        for name in (
            "inspections", "inspections-due", "inspection", "inspection-elevator",
            "inspection-paper", "inspection-defect-photo",
        )
    },
    "sample-checks": Opening(frozenset({FIRM, UNIT}), "their own drawn elevators"),
    "sample-check": Opening(REGULATORS | {FIRM, UNIT}, "parties.permissions SEE_PILOT"),
    "sample-check-say": Opening(REGULATORS | {FIRM}, "the firm mends, a regulator confirms"),
    "checks-published": Opening(EVERYBODY, "results of drawn checks are published"),
    **{
        name: Opening(REGULATORS | {FIRM, UNIT}, "parties.permissions SEE_CHECKS")
        for name in ("checks", "check", "check-paper", "check-file")
    },
    "check-sign": Opening(frozenset({FIRM, UNIT}), "who was checked signs by the own account"),
    "inspection-defect-mend": Opening(frozenset({FIRM, UNIT}), "parties.permissions MEND_DEFECT"),
    "inspection-defect-look": Opening(REGULATORS | {INSPECTOR}, "an inspector or a regulator"),
    "mismatch-dismiss": Opening(REGULATORS, "parties.permissions SETTLE_MISMATCH"),
    "elevators": Opening(DESKS, "every desk has a register"),
    "elevator-file": Opening(DESKS, "every desk has a register"),
    "elevator-use": Opening(REGULATORS | {FIRM, UNIT}, "parties.permissions SEE_MONITORING"),
    "elevator-why": Opening(DESKS, "a fact of the register"),
    **{
        name: Opening(EVERYBODY - {ANONYMOUS}, "whoever sees the elevator reads its life")
        for name in ("requests", "request", "elevator-timeline", "elevator-pdf")
    },
    **{
        name: Opening(EVERYBODY - {ANONYMOUS}, "bulletins concern everybody who works here")
        for name in ("bulletins", "bulletin")
    },
    **{
        name: Opening(REGULATORS | {FIRM, UNIT}, "parties.permissions WRITE_BULLETIN")
        for name in ("bulletin-new", "bulletin-rewrite", "bulletin-withdraw")
    },
    **{
        name: Opening(REGULATORS, "parties.permissions CHECK_BULLETIN")
        for name in ("bulletin-publish", "bulletin-return")
    },
    **{
        name: Opening(REGULATORS | {TECHNICIAN, FIRM, UNIT}, "parties.permissions POST_PLATE")
        for name in ("plate-waiting", "plate-posted", "plate-post", "plate-report")
    },
    "plate-photo": Opening(EVERYBODY - {ANONYMOUS}, "whoever sees the elevator sees its plate"),
    **{
        name: Opening(REGULATORS | {FIRM, UNIT, INSPECTOR}, "parties.permissions SEE_FILINGS")
        for name in ("filing", "elevator-filings")
    },
    **{
        name: Opening(REGULATORS | {FIRM, UNIT}, "papers of a contract are for its parties")
        for name in ("filing-contract", "filing-evidence")
    },
    "visits": Opening(REGULATORS | {FIRM, UNIT}, "parties.permissions SEE_MAINTENANCE"),
    **{
        name: Opening(REGULATORS | {TECHNICIAN, FIRM, UNIT}, "parties.permissions SEE_MAINTENANCE")
        for name in ("repairs", "repair", "repair-solution")
    },
    "repair-new": Opening(frozenset({TECHNICIAN, FIRM}), "who maintains it opens a repair"),
    **{
        name: Opening(REGULATORS, "parties.permissions HOLD_RECORDS")
        for name in ("visit-hold", "visit-lift")
    },
    **{
        name: Opening(REGULATORS | {FIRM, UNIT, INSURER}, "parties.permissions SEE_INSURANCE")
        for name in ("policies", "policy", "policy-file", "policy-gaps")
    },
    "pilot-firm-paper": Opening(
        frozenset({FIRM, CITY}), "papers with seals and names are for the firm and who checks them"
    ),
    **{
        name: Opening(REGULATORS | {FIRM, UNIT}, "parties.permissions SEE_PILOT")
        for name in ("pilot-elevators", "pilot-elevator")
    },
    "alarms": Opening(REGULATORS | {DISPATCHER, FIRM}, "parties.permissions SEE_ALARMS"),
    "intake-quality": Opening(frozenset({DISPATCHER, CITY}), "parties.permissions SEE_FEEDS"),
    **{
        name: Opening(frozenset({DISPATCHER, CITY}), "parties.permissions SEE_MESSAGES")
        for name in ("deliveries", "message-wording", "message-resend")
    },
    "receipt-callback": Opening(EVERYBODY, "providers have a token, not an account"),
    "decision-explain": Opening(REGULATORS | {DISPATCHER, FIRM}, "whom a decision concerns"),
    "decision-opening": Opening(REGULATORS | {DISPATCHER, FIRM}, "whom a decision concerns"),
    "decision-reverse": Opening(frozenset({DISPATCHER}), "only the desk commands"),
}  # fmt: skip

ANSWERS: dict[str, tuple[int, str]] = {
    "firm-maintenance-export-file": (302, "leads back where the file is not there"),
    "regulator-plates-batch-file": (302, "leads back where the drawings are not there"),
    "firm-pilot-plan": (302, "only what is not handed in is written anew"),
    "regulator-order-rewrite": (302, "only a draft is written anew"),
    "bulletin-rewrite": (302, "only what was returned is written anew"),
    "registry-import-refused": (302, "leads to the rows as a file"),
    "firm-filing-table-refused": (302, "leads to the rows as a file"),
    "firm-filing-template": (302, "leads to the table as a file"),
    "regulator-check-do": (302, "a record that stands leads to its page"),
    "front-door": (302, "leads to the person's home or to sign-in"),
    "hand-over": (404, "nobody has just come from a partner's app"),
    "sign-in-link": (404, "nobody has just come from outside"),
    **dict.fromkeys(
        ("sign-in-city", "sign-in-city-back", "sign-in-city-leave"),
        (404, "the city of the tests has no sign-in of its own"),
    ),
    "wechat-enter": (302, "leads who is not in the mini-program to sign-in"),
    "identity-authorize": (400, "no app has asked"),
    "identity-userinfo": (401, "no app has a token"),
    "identity-leave": (400, "no app has sent anybody"),
    "rider-landing-bare": (200, "a code without its signature still helps"),
}
"""Addresses that answer their audience with something else than 200."""

NOT_THEIRS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("webhook", "webhook-change", "webhook-delivery"), EVERYBODY - {ANONYMOUS, FIRM}
    ),
    "program": frozenset({UNIT, DISPATCHER, INSPECTOR, INSURER}),
    **{
        name: frozenset({UNIT})
        for name in ("check", "check-paper", "check-file", "order", "order-paper", "order-file")
    },
}
"""Addresses whose row concerns the firm alone: to these roles even the own one is foreign."""

FOR_PHONES = {"technician-pack", "technician-pack-of-one", "technician-who"}
"""Data for the job page: who is not signed in is told so, never led to another page."""

NOBODYS = {
    "firm-filing-new": "any firm may file any elevator: who takes over does not see it yet",
    "reform-figure": "a figure is every district's",
    "regulator-pilot-firm": "the list of pilot firms is the whole city's",
    **dict.fromkeys(
        ("regulator-statement", "regulator-statement-paper"), "a statement is the whole city's"
    ),
    "regulator-credit-round": "a round is the whole city's",
}
"""Addresses whose row is foreign to nobody of their audience."""


def audience_of(address: Address) -> frozenset[str]:
    """Return who may open an address; everything of the demo does not exist outside it."""
    if address.name in EXCEPTIONS:
        return EXCEPTIONS[address.name].audience
    return AUDIENCE.get(address.name.split("-")[0], frozenset())


def expected_answer(address: Address, role: str, *, own: bool) -> int:
    """Return the status that a role gets for an own or a foreign row."""
    if address.name.startswith("demo-"):
        return 404
    audience = audience_of(address)
    if role not in audience:
        if role != ANONYMOUS:
            return 403
        return 401 if address.is_stream or address.name in FOR_PHONES else 302
    if role in NOT_THEIRS.get(address.name, frozenset()):
        return 404
    if role == INSURER and address.has_row and audience == EVERYBODY - {ANONYMOUS}:
        return 404
    is_foreign = address.has_row and not own and audience is not EVERYBODY
    is_foreign = is_foreign and address.name not in NOBODYS
    if is_foreign and role not in SEES_ALL:
        return 404
    return ANSWERS.get(address.name, (200, ""))[0]
