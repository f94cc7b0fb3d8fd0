"""What waits to be put up: a list for whoever goes there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.plates.models import Plate
from hoistway.plates.queries import address_of, plates_to_post
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.plates.posting import POSTERS
from hoistway.web.signing_in import by, signed_in

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """One plate that waits, with the way to its phone page."""

    plate: Plate
    url: str


def post_url(*, plate: Plate) -> str:
    """Return the phone page of a plate."""
    signature = address_of(plate=plate, keys=settings.PLATE_KEYS).rpartition("/")[2]
    return reverse("plate-post", args=[plate.code, signature])


@require_safe
@signed_in(*POSTERS)
def waiting(request: HttpRequest) -> HttpResponseBase:
    """Show the plates that wait for their elevator, or give them as a file."""
    words = request.GET.get("q", "").strip()[:80]
    wanted = _wanted(plates_to_post(by=by(request)), words)
    file = handed_out(request, _sheet(wanted.iterator(chunk_size=CHUNK)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "rows": [Waiting(row, post_url(plate=row)) for row in rows], "pages": pages,
        "words": words, "failed": read is None, "exports": exports(request),
    }  # fmt: skip
    return render(request, "plates/waiting.html", facts)


def _wanted(rows: QuerySet[Plate], words: str) -> QuerySet[Plate]:
    if not words:
        return rows
    digits = "".join(sign for sign in words if sign.isalnum())
    return rows.filter(
        Q(elevator__address__icontains=words) | Q(elevator__estate__icontains=words)
        | Q(elevator__name__icontains=words) | Q(elevator__register_number__startswith=words)
        | Q(rescue_number=digits) | Q(code=digits.lower())
    )  # fmt: skip


def _sheet(rows: Iterable[Plate]) -> Sheet:
    head = [
        _("救援识别码"), _("电梯码"), _("状态"), _("注册代码"), _("电梯"), _("地址"), _("小区"),
        _("制发时间"),
    ]  # fmt: skip
    return Sheet(name="plates-to-post", head=head, rows=map(_line, rows))


def _line(row: Plate) -> Sequence[Cell]:
    elevator = row.elevator
    return (
        row.rescue_number, row.code, row.state, elevator.register_number, elevator.name,
        elevator.address, elevator.estate, row.issued_at,
    )  # fmt: skip
