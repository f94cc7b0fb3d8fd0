"""Before the elevator: what is filed, fact by fact, and what is found on site."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.dossier.search import elevator_seen
from hoistway.filings.actions.mismatches import compare_site
from hoistway.filings.models import Mismatch
from hoistway.filings.queries.held import filed_facts
from hoistway.filings.queries.mismatches import open_mismatches_of, site_checks_of
from hoistway.filings.vocabulary import MismatchField
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import firms
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.web.desk.shapes import listed, word
from hoistway.web.frame import language, spoken
from hoistway.web.inspector.forms import CompareForm
from hoistway.web.signing_in import by, signed_in

COMPARERS = (RoleKind.INSPECTOR, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR)
PAST = 5


@dataclass(frozen=True, slots=True)
class PastCheck:
    """A comparison that was made before."""

    found_on: date
    reporter: str
    agreed: str
    differed: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What the page shows beside its form."""

    elevator: ElevatorCard
    firms: tuple[str, ...]
    checks: tuple[PastCheck, ...]
    done: bool
    refusal: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*COMPARERS)
def compare(request: HttpRequest, register_number: str) -> HttpResponse:
    """Show what is filed and take what is found; one mismatch leads to its page."""
    elevator = elevator_seen(by=by(request), register_number=register_number)
    now = clock.now()
    form = CompareForm(
        request.POST or None, request.FILES or None, facts=filed_facts(elevator=elevator),
        known={one.field: one.number for one in open_mismatches_of(elevator_id=elevator.pk)},
        today=local_day(at=now),
    )  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _page(request, elevator, form, status=422 if form.errors else 200)
    try:
        opened = compare_site(
            elevator_id=elevator.pk, compared=form.compared(now=now, by=by(request)),
            form_id=form.cleaned_data["form_id"], now=now, by=by(request),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, elevator, form, refusal=no.sentence(language()), status=no.status)
    return _led_on(elevator, opened)


def _led_on(elevator: Elevator, opened: list[Mismatch]) -> HttpResponse:
    if len(opened) == 1:
        return redirect("mismatch", opened[0].number)
    answer = redirect("mismatch-compare", elevator.register_number)
    answer["Location"] += f"?{urlencode({'done': '1'})}"
    return answer


def _page(
    request: HttpRequest, elevator: Elevator, form: CompareForm, *, status: int,
    refusal: str = "",
) -> HttpResponse:  # fmt: skip
    page = ComparePage(
        elevator=card_of(elevator=elevator), checks=past_checks(elevator_id=elevator.pk),
        firms=tuple(firms().values_list("name", flat=True)),
        done=request.GET.get("done") == "1" and request.method != "POST", refusal=refusal,
    )  # fmt: skip
    facts = {"compare": page, "form": form, "refusal": refusal}
    return render(request, "mismatch/compare.html", facts, status=status)


def past_checks(*, elevator_id: int) -> tuple[PastCheck, ...]:
    """Return the last comparisons of an elevator, in the language of the page."""
    rows = site_checks_of(elevator_id=elevator_id)[:PAST]
    return tuple(
        PastCheck(
            found_on=row.found_on,
            reporter=spoken((row.reporter.name, row.reporter.name_en or row.reporter.name)),
            agreed=_words(row.agreed), differed=_words(row.differed),
        )
        for row in rows
    )  # fmt: skip


def _words(codes: list[str]) -> str:
    return listed(word(field) for field in MismatchField if str(field) in codes)
