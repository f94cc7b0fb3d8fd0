"""The register: search, filters, pages that stay fast, and the list as a file."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import cards_of
from hoistway.dossier.search import told_by_plate
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import find_elevators, fitting
from hoistway.web.desk.files import handed_out
from hoistway.web.desk.filters import ElevatorFilter
from hoistway.web.desk.shapes import exports, or_failed, turn_asked, turning
from hoistway.web.elevator.sheet import BY_CODE, register_sheet
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in

DESKS = (
    RoleKind.DISPATCHER, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.INSPECTOR,
)  # fmt: skip


@require_safe
@signed_in(*DESKS)
def elevators(request: HttpRequest) -> HttpResponseBase:
    """Show the elevators that fit the filter, or give them as a file."""
    form = ElevatorFilter(request.GET, by=by(request))
    search = told_by_plate(search=form.search(), keys=settings.PLATE_KEYS)
    actor, turn = by(request), turn_asked(request)
    wanted = fitting(by=actor, search=search)
    file = handed_out(request, register_sheet(request=request, wanted=wanted))
    if file is not None:
        return file
    found = or_failed(lambda: find_elevators(by=actor, search=search, turn=turn))
    facts = {
        "filter": form, "elevators": cards_of(elevators=found.elevators) if found else [],
        "pages": turning(request, found) if found else None,
        "exports": _exports(request), "failed": found is None,
    }  # fmt: skip
    return render(request, "elevator/list.html", facts)


def _exports(request: HttpRequest) -> tuple[NavItem, ...]:
    links = exports(request)
    query = QueryDict(links[0].url.removeprefix("?"), mutable=True)
    query["columns"] = BY_CODE
    return (*links, NavItem(label=_("CSV（代码）"), url=f"?{query.urlencode()}"))
