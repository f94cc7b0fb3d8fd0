"""What the city's regulators see of the exchange with partners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hoistway.exchange.queries import (
    attempts_of,
    last_counts,
    mistakes,
    partner_seen,
    partners_seen,
    passage_seen,
    passages,
    preview,
    steps_of,
    taken_of,
    troubles_of,
)
from hoistway.exchange.vocabulary import Mode, Topic
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import chosen, or_failed, paged
from hoistway.web.frame import language
from hoistway.web.partners.shown import (
    body_shown,
    called,
    differences,
    flows,
    heard,
    line,
    numbers,
    passage_tone,
    state_tone,
)
from hoistway.web.signing_in import by, signed_in

CITY = RoleKind.CITY_REGULATOR
LATEST = 12
"""Passages and arrivals on a partner's page. Chosen: one screen; the rest has a list."""


@require_safe
@signed_in(CITY)
def partners(request: HttpRequest) -> HttpResponse:
    """Show all partners with their state."""
    read = or_failed(lambda: [line(seen=one) for one in partners_seen(by=by(request))])
    wrong = [one.sentence(language()) for one in mistakes()]
    facts = {"rows": read or [], "failed": read is None, "mistakes": wrong}
    return render(request, "partners/list.html", facts)


@require_safe
@signed_in(CITY)
def partner(request: HttpRequest, partner: str) -> HttpResponse:
    """Show one partner: what goes out, what came in, what differs."""
    return shown(request, partner)


def shown(
    request: HttpRequest, name: str, *, refusal: str = "", secrets: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Answer a partner's page, with a refusal or its secret where a deed leads back to it."""
    seen = partner_seen(name=name, by=by(request))
    key = seen.row.pk if seen.row else 0
    told = differences(rows=last_counts(partner_id=key), names=_areas())
    latest = list(passages(partner_id=key)[:LATEST])
    facts = {
        "seen": seen, "name": called(seen=seen), "profile": seen.known.profile,
        "tone": state_tone(seen=seen),
        "mistake": seen.known.mistake.sentence(language()) if seen.known.mistake else "",
        "numbers": numbers(seen=seen, differences=told), "flows": flows(seen=seen),
        "differences": told, "troubles": troubles_of(partner_id=key),
        "passages": [(one, passage_tone(one)) for one in latest],
        "taken": list(taken_of(partner_id=key)[:LATEST]), "steps": steps_of(partner_id=key),
        "heard": heard(seen), "modes": list(Mode), "refusal": refusal, "secrets": secrets,
        "can_ask": any(one.count for one in seen.known.profile.out),
    }  # fmt: skip
    return render(request, "partners/partner.html", facts, status=status)


@require_safe
@signed_in(CITY)
def passage_list(request: HttpRequest, partner: str) -> HttpResponse:
    """Show all passages of a partner, the latest first."""
    seen = partner_seen(name=partner, by=by(request))
    rows = passages(partner_id=seen.row.pk if seen.row else 0)
    topic = chosen(Topic, request.GET.get("topic", ""))
    found, pages = paged(request, rows.filter(topic=topic) if topic else rows)
    facts = {
        "seen": seen, "name": called(seen=seen), "profile": seen.known.profile,
        "topic": topic, "pages": pages,
        "rows": [(one, passage_tone(one)) for one in found],
        "topics": [one.topic for one in seen.known.profile.out],
    }  # fmt: skip
    return render(request, "partners/passages.html", facts)


@require_safe
@signed_in(CITY)
def one_passage(request: HttpRequest, partner: str, passage: str) -> HttpResponse:
    """Show one passage: its records, each attempt, what was answered."""
    return passage_page(request, partner, passage)


def passage_page(
    request: HttpRequest, name: str, number: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Answer a passage's page, with a refusal where a deed leads back to it."""
    row = passage_seen(number=number, by=by(request))
    if row.partner.name != name:
        raise NotFound
    seen = partner_seen(name=name, by=by(request))
    facts = {
        "seen": seen, "name": called(seen=seen), "row": row, "tone": passage_tone(row),
        "attempts": attempts_of(passage_id=row.pk), "body": body_shown(row), "refusal": refusal,
        "open": row.state in type(row.state).open_states(),
    }  # fmt: skip
    return render(request, "partners/passage.html", facts, status=status)


@require_safe
@signed_in(CITY)
def read_preview(request: HttpRequest, partner: str, exchange_topic: str) -> HttpResponse:
    """Show how one thing reads to a partner, field by field."""
    seen, number = partner_seen(name=partner, by=by(request)), request.GET.get("number", "")
    topic = chosen(Topic, exchange_topic)
    if not isinstance(topic, Topic):
        raise NotFound
    told = preview(
        name=partner, topic=topic, number=number.strip()[:80], now=clock.now(), by=by(request)
    )
    facts = {
        "seen": seen, "name": called(seen=seen), "profile": seen.known.profile,
        "topic": topic, "told": told,
        "number": number, "topics": [one.topic for one in seen.known.profile.out],
    }  # fmt: skip
    return render(request, "partners/preview.html", facts)


def _areas() -> dict[str, str]:
    """Return the districts' names by code in the language of the page."""
    english = (get_language() or "zh").startswith("en")
    return {one.code: one.name_en if english else one.name_zh for one in jurisdictions()}
