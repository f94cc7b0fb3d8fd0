"""One finding: its evidence side by side, what is proposed and why, what becomes of it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.finding import line_of
from hoistway.dossier.finding_file import FindingFile, file_of, finding_seen
from hoistway.dossier.queue import QueueSearch, alike, following, found_findings
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.quality.actions import AlreadySettled
from hoistway.quality.models import Finding
from hoistway.quality.queries import findings as visible
from hoistway.quality.vocabulary import FindingState
from hoistway.web.quality.deeds import answered, settled
from hoistway.web.quality.drawings import PLACE_KINDS, Drawing, drawing_of
from hoistway.web.quality.forms import AnswerForm, SettleForm
from hoistway.web.quality.inputs import NamedInput, inputs_of, why_of
from hoistway.web.quality.queue import READERS
from hoistway.web.quality.reasons import ACCEPT, APART, JOIN, REJECT
from hoistway.web.signing_in import by, signed_in

SETTLERS = (RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR)
ANSWERERS = (RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT)


@dataclass(frozen=True, slots=True)
class FindingPage:
    """What the page of one finding shows."""

    file: FindingFile
    why: str
    inputs: tuple[NamedInput, ...]
    drawing: Drawing
    may_settle: bool
    may_answer: bool
    alike: int
    next_id: int | None

    @property
    def shows_places(self) -> bool:
        """Whether the drawing is a sketch of places, which needs its key."""
        return self.file.line.kind in PLACE_KINDS


def page_of(*, finding: Finding, by: Actor) -> FindingPage:
    """Return the page of a visible finding; a constant number of queries."""
    file, now = file_of(finding=finding, by=by), clock.now()
    settles = may(by=by, deed=Deed.SETTLE_FINDINGS)
    is_open = finding.state is FindingState.OPEN
    queue = found_findings(by=by, search=QueueSearch(), now=now)
    return FindingPage(
        file=file, why=why_of(finding=finding, areas=file.areas),
        inputs=inputs_of(inputs=finding.inputs, areas=file.areas),
        drawing=drawing_of(file=file, today=local_day(at=now)), may_settle=settles and is_open,
        may_answer=is_open and may(by=by, deed=Deed.ANSWER_FINDINGS),
        alike=alike(finding=finding, by=by).count() if settles and is_open else 0,
        next_id=following(rows=queue, after=finding),
    )  # fmt: skip


def _shown(
    request: HttpRequest, finding: Finding, *, form: SettleForm | AnswerForm | None = None
) -> HttpResponse:
    facts = {
        "finding": page_of(finding=finding, by=by(request)), "form": form,
        "answer": form if isinstance(form, AnswerForm) else AnswerForm(),
        "accept": ACCEPT, "reject": REJECT, "join": JOIN, "apart": APART,
        "done": _done(request),
    }  # fmt: skip
    return render(request, "quality/finding.html", facts, status=422 if form else 200)


def _done(request: HttpRequest) -> Finding | None:
    """Return the finding that was settled just before, named by the address."""
    asked = request.GET.get("done", "")
    return visible(by=by(request)).filter(pk=int(asked)).first() if asked.isdigit() else None


@require_safe
@signed_in(*READERS)
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Show one finding with its evidence."""
    return _shown(request, finding_seen(finding_id=finding_id, by=by(request)))


@require_POST
@signed_in(*SETTLERS)
def settle(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Accept, set another value, reject, merge or keep apart; then on to the next."""
    found = finding_seen(finding_id=finding_id, by=by(request))
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form=form)
    try:
        settled(finding=found, form=form, now=clock.now(), by=by(request))
    except AlreadySettled:
        if not request.headers.get("HX-Request"):
            raise
    return _onward(request, found, form)


def _onward(request: HttpRequest, found: Finding, form: SettleForm) -> HttpResponse:
    """Lead to what follows: the row in its list, the list, or the next finding of the queue."""
    after = form.cleaned_data.get("after")
    if request.headers.get("HX-Request"):
        line = line_of(finding=finding_seen(finding_id=found.pk, by=by(request)))
        return render(request, "quality/_settled.html", {"line": line, "next_id": after})
    if request.POST.get("from") == "list":
        mark = f"#f-{after}" if after else ""
        return redirect(f"{_back_to_list(request)}{mark}")
    queue = found_findings(by=by(request), search=QueueSearch(), now=clock.now())
    next_id = following(rows=queue, after=found)
    if next_id is None:
        return redirect("quality-findings")
    return redirect(f"{reverse('quality-finding', args=[next_id])}?done={found.pk}")


def _back_to_list(request: HttpRequest) -> str:
    """Return the list as it was filtered, from the page that sent the form."""
    here, _sign, query = request.headers.get("Referer", "").partition("?")
    path = reverse("quality-findings")
    return f"{path}?{query}" if here.endswith(path) and query else path


@require_POST
@signed_in(*ANSWERERS)
def answer(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Keep what a firm or a use unit says to a finding."""
    found = finding_seen(finding_id=finding_id, by=by(request))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form=form)
    answered(finding=found, form=form, now=clock.now(), by=by(request))
    return redirect(reverse("quality-finding", args=[finding_id]) + "#answers")
