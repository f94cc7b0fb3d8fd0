"""每日摘要: one signed number for each day of the city, for anybody to keep."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.ledger.models import Digest
from hoistway.ledger.queries import digest_lines, digests, stamps_of
from hoistway.web.desk.shapes import Pages
from hoistway.web.public.keeping import for_all_sites

PAGE_ROWS = 31
"""Days of one page. Chosen: a month; with more the public page outgrows 40 KiB."""


@dataclass(frozen=True, slots=True)
class DigestRow:
    """One day; `stamped_by` names the authorities that stamped it."""

    digest: Digest
    stamped_by: tuple[str, ...]


@require_safe
def digest_list(request: HttpRequest) -> HttpResponse:
    """Show the digests, the latest day first."""
    page = Paginator(digests(), PAGE_ROWS).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    stamps: dict[int, list[str]] = {}
    for stamp in stamps_of(digest_ids=[row.pk for row in rows]):
        stamps.setdefault(stamp.digest_id, []).append(stamp.authority)
    facts = {
        "rows": [DigestRow(row, tuple(stamps.get(row.pk, ()))) for row in rows],
        "pages": Pages(
            number=page.number, total=page.paginator.num_pages, count=page.paginator.count,
            previous=page.number - 1 if page.has_previous() else None,
            next=page.number + 1 if page.has_next() else None,
        ),
    }  # fmt: skip
    return render(request, "verify/digests.html", facts)


@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """Give the digests as lines of JSON, from the day on that `?since=` names."""
    found = digest_lines(since=_day(request.GET.get("since", "")))
    text = "".join(f"{line}\n" for line in found)
    response = HttpResponse(text, content_type="application/x-ndjson; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="digests.ndjson"'
    for_all_sites(response=response)
    return response


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
