"""一梯一档 as PDF: who may read what is decided in the dossier, the words are set here."""

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.disclosure import EDITION, SOURCES_FROM, Audience, audience_of
from hoistway.dossier.elevator_file import ElevatorFile, Fact, file_of
from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.foundation.refusal import NotFound
from hoistway.lifecycle.queries import Milestone
from hoistway.plates.queries import resolve
from hoistway.plates.vocabulary import Scan
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english, spoken
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.parts.scancode import scancode
from hoistway.web.parts.tones import tone_of
from hoistway.web.parts.words import day_words
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import grouped

TEMPLATE = Path(__file__).with_name("elevator_file.typ")
_YEAR = timedelta(days=365)


@require_safe
@signed_in()
def file_pdf(request: HttpRequest, register_number: str) -> HttpResponse:
    """Give the file of an elevator in the reader's edition; `?for=public` gives the public one.

    Raises: NotFound, NoFont.
    """
    actor = by(request)
    elevator = elevator_seen(by=actor, register_number=register_number)
    audience = Audience.PUBLIC if request.GET.get("for") == "public" else audience_of(by=actor)
    return _answer(elevator, audience)


@require_safe
def public_pdf(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Give the public edition to whoever stands before the plate. Raises: NotFound, NoFont."""
    found = resolve(code=code, signature=signature, keys=settings.PLATE_KEYS)
    if found.scan is not Scan.GENUINE:
        raise NotFound
    return _answer(elevator_at_hand(elevator_id=found.elevator_id), Audience.PUBLIC)


def _answer(elevator: Elevator, audience: Audience) -> HttpResponse:
    file = file_of(elevator=elevator, audience=audience, keys=settings.PLATE_KEYS)
    data = document_of(file=file, now=clock.now(), base_url=settings.BASE_URL)
    response = HttpResponse(
        typeset(template=TEMPLATE, data=data, fonts=settings.FONTS),
        content_type="application/pdf",
    )
    name = f"{elevator.register_number}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def document_of(*, file: ElevatorFile, now: datetime, base_url: str) -> dict[str, object]:
    """Return the words of the document in the language of the page, with the hash of them all."""
    elevator = file.elevator
    language = "en" if english() else "zh"
    data: dict[str, object] = {
        "lang": language, "region": "GB" if english() else "CN",
        "title": _("电梯档案（一梯一档）"), "number": elevator.register_number,
        "author": _("慧梯"), "name": elevator.name,
        "address": " · ".join(filter(None, (elevator.address, elevator.estate))),
        "level": spoken((file.audience.zh, file.audience.en)),
        "pills": [[word(elevator.use_state), tone_of(elevator.use_state)]],
        "numbers": _numbers(file, now), "sections": _sections(file),
        "qr": scancode(address=base_url + file.plate_path) if file.plate_path else "",
        "qr_words": _("扫码求助与查看"), "made": _made(now),
        "closing": _("本档案按各来源的最新数据自动生成。发现不符，请扫码或在平台上提出纠错。"),
        "digest_label": _("内容摘要 SHA-256"),
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return data | {"digest": hashlib.sha256(text.encode()).hexdigest()}


def _made(now: datetime) -> str:
    at = f"{day_words(now, english=english())} {now.astimezone(SHANGHAI):%H:%M}"
    return _("生成于 %(at)s · 披露规则 %(edition)s") % {"at": at, "edition": EDITION}


def _numbers(file: ElevatorFile, now: datetime) -> list[list[str]]:
    elevator, today = file.elevator, local_day(at=now)
    began = elevator.installed_on or elevator.registered_on or elevator.made_on
    landings = [elevator.floors, elevator.stops, elevator.doors]
    count = len(elevator.floor_labels) or elevator.stops
    said = " / ".join(str(one) for one in landings) if all(landings) else str(count or "")
    recent = sum(line.on > today - _YEAR for line in file.rescues)
    pairs = [
        (_("救援识别码"), grouped(file.rescue_number) if file.rescue_number else ""),
        (_("使用年限"), _("%(years)s 年") % {"years": _years(began, today)} if began else ""),
        (_("层 / 站 / 门") if all(landings) else _("层站"), said),
        (_("近一年救援"), _("%(n)s 起") % {"n": recent}),
    ]
    return [[label, value] for label, value in pairs if value]


def _years(began: date, today: date) -> int:
    return max(0, today.year - began.year - ((today.month, today.day) < (began.month, began.day)))


def _sections(file: ElevatorFile) -> list[dict[str, object]]:
    with_sources = file.audience >= SOURCES_FROM
    more = [_("来源与日期")] if with_sources else []
    facts: dict[str, object] = {
        "title": _("基本情况"), "head": [_("项目"), _("内容"), *more], "empty": "",
        "note": _("每一项都注明来源和该来源的日期。") if with_sources else "",
        "widths": [3, 5, 5][: 2 + len(more)],
        "rows": [_fact_row(fact, with_sources=with_sources) for fact in file.facts],
    }  # fmt: skip
    return [
        facts,
        _events(_("生命历程"), file.life, _("没有记录。")),
        _events(_("困人与救援"), file.rescues, _("没有救援记录。")),
    ]


def _fact_row(fact: Fact, *, with_sources: bool) -> list[str]:
    value = "\n".join([spoken(fact.value), *(_other(pair) for pair in fact.others)])
    row = [word(fact.field), value]
    if not with_sources:
        return row
    told = (spoken(fact.source), str(fact.seen_on or ""), spoken(fact.reason))
    return [*row, " · ".join(filter(None, dict.fromkeys(told)))]


def _other(pair: tuple[str, str]) -> str:
    return _("另有：%(said)s") % {"said": spoken(pair)}


def _events(title: str, lines: tuple[Milestone, ...], empty: str) -> dict[str, object]:
    return {
        "title": title, "note": "", "empty": empty, "widths": [2, 8, 3],
        "head": [_("日期"), _("事项"), _("来源")],
        "rows": [
            [line.on.isoformat(), _event(line), spoken(line.source)] for line in lines
        ],
    }  # fmt: skip


def _event(line: Milestone) -> str:
    return " · ".join(filter(None, (spoken(line.words), line.reference)))
