"""A kept record on paper: the words of its PDF, all from the kept text and what was added to it."""

import hashlib
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.visit import record_of
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.ledger.models import Document
from hoistway.maintenance.queries.standards import Edition
from hoistway.maintenance.queries.visit import Line, Work, instant, signed_work
from hoistway.maintenance.vocabulary import ItemPlace, Level, VisitKind
from hoistway.maintenance.vocabulary.parameters import Parameter
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.frame import english, spoken
from hoistway.web.parts.scancode import scancode
from hoistway.web.parts.words import day_words, duration_words
from hoistway.web.visits.lines import RESULT_TONES, item_place, item_words, part_words, value_words
from hoistway.web.visits.paper import notes_of, number_of, paper_of

Said = Mapping[str, Any]
Section = dict[str, object]


def document_of(
    *, record: Document, papers: Iterable[Document], edition: Edition, now: datetime,
    base_url: str,
) -> dict[str, object]:  # fmt: skip
    """Return the words of the document in the language of the page."""
    kept = record_of(record=record)
    content: Said = kept.get("content") or {}
    elevator: Said = content.get("elevator") or {}
    work = signed_work(content=content)
    mark = spoken(edition.mark)
    return {
        "lang": "en" if english() else "zh", "region": "GB" if english() else "CN",
        "title": _title(content), "number": number_of(sha256=record.sha256),
        "author": _("慧梯"), "name": str(elevator.get("name") or ""),
        "address": str(elevator.get("address") or ""), "pills": _pills(content, papers),
        "mark": mark, "mark_words": _mark(edition, mark), "numbers": _numbers(work, elevator),
        "sections": _sections(content, work, kept, papers),
        "qr": scancode(address=base_url + reverse("verify-document", args=[record.uid])),
        "qr_words": _("扫码核验"), "made": _made(now), "proofs": _proofs(record),
        "closing": _("本页由存证内容生成，以存证原文为准。扫码可核验真伪，无需登录。"),
    }  # fmt: skip


def _title(content: Said) -> str:
    kind = chosen(VisitKind, str(content.get("kind")))
    if kind is VisitKind.MAINTENANCE or kind is None:
        return _("电梯维护保养记录")
    return _("电梯%(kind)s记录") % {"kind": word(kind)}


def _mark(edition: Edition, mark: str) -> str:
    return f"{edition.name}：{mark}" if mark else ""


def _pills(content: Said, papers: Iterable[Document]) -> list[list[str]]:
    level = chosen(Level, str(content.get("level")))
    found = [[word(level), "active"]] if level else []
    if level is None and content.get("kind") == VisitKind.MAINTENANCE:
        found = [[word(Regime.ON_DEMAND), "active"]]
    return found + [[word(one.kind), "quiet"] for one in papers]


def _numbers(work: Work, elevator: Said) -> list[list[str]]:
    seconds = (
        (work.ended_at - work.begun_at).total_seconds() if work.ended_at and work.begun_at else None
    )
    return [
        [_("维保日期"), f"{local_day(at=work.ended_at):%Y-%m-%d}" if work.ended_at else "—"],
        [_("注册代码"), str(elevator.get("register_number") or "—")],
        [_("现场用时"), duration_words(seconds, english=english()) if seconds else "—"],
        [_("检查项目"), str(len(work.lines))],
    ]


def _sections(
    content: Said, work: Work, kept: Said, papers: Iterable[Document]
) -> list[Section]:  # fmt: skip
    photos = [[item_words(code=one.item, zh=""), one.sha256] for one in work.photos]
    if work.barrier:
        photos.insert(0, [_("现场防护照片"), work.barrier])
    sections = [
        _pairs(_("电梯"), _identity(content)), _pairs(_("作业"), _job(content, work)),
        *_checks(work),
        _table(
            _("更换部件"), [_("项目"), _("部件")], [2, 6],
            [[part.item, part_words(part=part)] for part in work.parts], _("没有更换部件。"),
        ),
    ]  # fmt: skip
    if work.repairs:
        rows = [[one.item, one.words] for one in work.repairs]
        sections.append(_table(_("待修理"), [_("项目"), _("情况")], [2, 6], rows))
    if work.remark:
        sections.append(_table(_("备注"), [""], [1], [[work.remark]]))
    if photos:
        sections.append(_table(_("照片"), [_("内容"), _("内容摘要 SHA-256")], [3, 7], photos))
    notes = [[one] for one in notes_of(record=kept)]
    if notes:
        sections.append(_table(_("平台附注"), [""], [1], notes))
    return [*sections, _signatures(kept), _answers(papers)]


def _identity(content: Said) -> list[list[str]]:
    said: Said = content.get("elevator") or {}
    names = (
        ("made_by", _("制造单位")), ("model", _("型号")), ("serial_number", _("产品编号")),
        ("device_code", _("设备代码")), ("unit_number", _("单位内编号")),
    )  # fmt: skip
    rows = [[label, str(said.get(name) or "—")] for name, label in names]
    for name, value in (said.get("parameters") or {}).items():
        rows.append([word(chosen(Parameter, name)) or name, str(value or "—")])
    return rows


def _job(content: Said, work: Work) -> list[list[str]]:
    firm, unit = content.get("firm") or {}, content.get("use_unit") or {}
    exact = f" ±{work.accuracy_m} m" if work.accuracy_m else ""
    place = f"{work.longitude}, {work.latitude}{exact}" if work.longitude else "—"
    return [
        [_("维保单位"), str(firm.get("name") or "—")],
        [_("使用单位"), str(unit.get("name") or "—")],
        [_("到场签到"), _clock(work.begun_at)], [_("完成"), _clock(work.ended_at)],
        [_("签到方式"), word(work.way) or "—"], [_("签到位置"), place],
        [_("依据"), str(content.get("edition") or "—")],
        [_("规则版本"), str(content.get("policy") or "—")],
    ]  # fmt: skip


def _checks(work: Work) -> list[Section]:
    head = [_("项目编号"), _("项目"), _("结果"), _("测量值"), _("说明")]
    found: dict[ItemPlace | None, list[Line]] = {}
    for line in work.lines:
        found.setdefault(item_place(code=line.item), []).append(line)
    order = [*ItemPlace, None]
    return [
        _table(
            word(place) if place else _("制造单位要求的项目"), head, [3, 10, 4, 6, 6],
            [_check(line) for line in found[place]],
        )
        for place in order
        if place in found
    ]  # fmt: skip


def _check(line: Line) -> list[object]:
    result = [word(line.result), RESULT_TONES[line.result]] if line.result else "—"
    value = value_words(line=line)
    return [line.item, item_words(code="", zh=line.zh, of=line.item), result, value, line.note]


def _signatures(kept: Said) -> Section:
    head = [_("姓名与证书"), _("签名时间"), _("公钥指纹 SHA-256"), _("签名（前 32 位）")]
    rows = [
        [
            f"{one.get('name', '')}\n{one.get('certificate', '')}",
            _clock(instant(one.get("signed_at"))), _fingerprint(str(one.get("public_key", ""))),
            _in_groups(str(one.get("signature", ""))[:32]),
        ]
        for one in kept.get("signatures") or ()
    ]  # fmt: skip
    review: Said = kept.get("review") or {}
    if review:
        name = _("%(name)s（审核）") % {"name": review.get("name", "")}
        rows.append([name, _clock(instant(review.get("at"))), "—", "—"])
    return _table(_("签名"), head, [4, 4, 6, 6], rows)


def _answers(papers: Iterable[Document]) -> Section:
    rows = []
    for one in papers:
        paper = paper_of(document=one)
        rows.append([word(one.kind), paper.who, paper.words, _clock(one.kept_at), paper.number])
    head = [_("事项"), _("人员"), _("内容"), _("时间"), _("记录编号")]
    empty = _("使用单位尚未确认。")
    return _table(_("使用单位意见与更正"), head, [4, 3, 8, 5, 6], rows, empty)


def _table(
    title: str, head: list[str], widths: list[int], rows: Iterable[list[Any]], empty: str = "",
) -> Section:  # fmt: skip
    return {"title": title, "head": head, "widths": widths, "rows": list(rows), "empty": empty}


def _pairs(title: str, rows: list[list[str]]) -> Section:
    return _table(title, [], [], rows)


def _proofs(record: Document) -> list[list[str]]:
    return [
        ["SHA-256", record.sha256],
        [_("本梯第 %(n)s 份存证，存证链") % {"n": record.sequence}, record.link],
    ]


def _made(now: datetime) -> str:
    return _("生成于 %(at)s") % {"at": _clock(now)}


def _clock(at: datetime | None) -> str:
    if at is None:
        return "—"
    return f"{day_words(at, english=english())} {at.astimezone(SHANGHAI):%H:%M}"


def _fingerprint(public_key: str) -> str:
    try:
        digits = hashlib.sha256(b64decode(public_key, validate=True)).hexdigest()[:32]
    except NotBase64:
        return "—"
    return _in_groups(digits)


def _in_groups(digits: str) -> str:
    """Return digits with spaces at which a narrow column may break."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))
