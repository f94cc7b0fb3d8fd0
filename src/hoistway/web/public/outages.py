"""The lifts that are out of service, as a page and as feeds, for who cannot take the stairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.outages import Outage, OutageSearch, outages
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.web.frame import spoken
from hoistway.web.plates.paging import paged_list
from hoistway.web.public.keeping import LIST_S, for_all_sites, kept_for
from hoistway.web.public.places import place_of

SCHEMA = "hoistway.outages/2"
_SHARED = frozenset({"lang", "type", "district", "estate", "page"})


class OutageForm(forms.Form):
    """Where somebody wants to go."""

    district = forms.ChoiceField(label=gettext_lazy("区"), required=False)
    q = forms.CharField(
        label=gettext_lazy("小区、路名或地址"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # as Django's own
        field = self.fields["district"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("全市")), *_districts()]


def _districts() -> list[tuple[str, str]]:
    areas = jurisdictions().exclude(kind__in=[JurisdictionKind.CITY, JurisdictionKind.FOREIGN])
    return [(area.code, spoken((area.name_zh, area.name_en))) for area in areas]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked, as search and as the query of the feeds."""

    form: OutageForm
    search: OutageSearch
    query: str


def asked_of(request: HttpRequest) -> Asked:
    """Return what a request asks. Raises: NotFound for a district or an estate that is none."""
    form = OutageForm(request.GET)
    if not form.is_valid():
        raise NotFound
    key = request.GET.get("estate", "")
    place_id = place_of(key=key) if key else None
    if key and place_id is None:
        raise NotFound
    search = OutageSearch(
        district=form.cleaned_data["district"], text=form.cleaned_data["q"].strip(),
        place_id=place_id,
    )  # fmt: skip
    kept = request.GET.copy()
    for name in ("page", "type", "lang"):
        kept.pop(name, None)
    kept["lang"] = get_language() or "zh-hans"
    return Asked(form=form, search=search, query=f"?{kept.urlencode()}")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the lifts out of service, those of a district or an estate where asked."""
    asked = asked_of(request)
    rows, pages = paged_list(request, outages(search=asked.search, now=clock.now()))
    facts = {
        "form": asked.form, "rows": rows, "pages": pages, "query": asked.query,
        "estate": request.GET.get("estate", ""),
        "place": rows[0].elevator.estate if rows and asked.search.place_id else "",
    }  # fmt: skip
    response = render(request, "rider/outages.html", facts)
    return kept_for(response=response, request=request, seconds=LIST_S, query=_SHARED)


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Give the same to programs; the schema's name changes with its shape."""
    now = clock.now()
    found = outages(search=asked_of(request).search, now=now)
    told = {"schema": SCHEMA, "as_of": now.isoformat(), "count": len(found),
            "outages": [_told(one) for one in found]}  # fmt: skip
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    for_all_sites(response=response)
    return kept_for(response=response, request=request, seconds=LIST_S, query=_SHARED)


def _told(one: Outage) -> dict[str, object]:
    row = one.elevator
    return {
        "elevator": row.register_number, "name": row.name, "building": row.building,
        "estate": row.estate, "address": row.address, "district": row.jurisdiction.code,
        "longitude": row.longitude, "latitude": row.latitude,
        "since": one.out.since.isoformat(), "reason": str(one.out.why),
        "reason_zh": one.out.why.zh, "reason_en": one.out.why.en,
        "expected": str(one.out.until) if one.out.until else None,
        "running_in_building": one.others,
    }  # fmt: skip


@require_safe
def as_feed(request: HttpRequest) -> HttpResponse:
    """Give the same to feed readers; one entry is one outage."""
    asked = asked_of(request)
    found = outages(search=asked.search, now=clock.now())
    response = HttpResponse(
        _feed(found, asked.query, clock.now()).writeString("utf-8"),
        content_type="application/atom+xml; charset=utf-8",
    )
    for_all_sites(response=response)
    return kept_for(response=response, request=request, seconds=LIST_S, query=_SHARED)


def _feed(found: Sequence[Outage], query: str, now: datetime) -> Atom1Feed:
    base = settings.BASE_URL
    feed = Atom1Feed(
        title=_("停用的电梯"), link=f"{base}{reverse('rider-outages')}{query}",
        description=_("现在不能用的电梯"), language=get_language(),
        feed_url=f"{base}{reverse('rider-outages-feed')}{query}",
    )  # fmt: skip
    for one in found:
        row, since = one.elevator, one.out.since
        words = spoken((one.out.why.zh, one.out.why.en))
        more = [row.address, _("本楼另有 %(n)s 台在用") % {"n": one.others}]
        if one.out.until:
            more.append(_("预计 %(day)s 前修好") % {"day": one.out.until})
        feed.add_item(
            title=f"{row.estate or row.address} {row.name}：{words}",
            link=f"{base}{reverse('rider-outages')}{query}", description=" · ".join(more),
            unique_id=f"urn:hoistway:outage:{row.register_number}:{since:%Y%m%dT%H%M%SZ}",
            pubdate=since, updateddate=since,
        )  # fmt: skip
    return feed
