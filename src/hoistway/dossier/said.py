"""The steps of a rescue in plain words, for professionals and for the trapped person."""

from collections.abc import Mapping

from hoistway.emergency.vocabulary import Cause, DeclineReason, Deed, IncidentSource, RescueLevel
from hoistway.riders.vocabulary import Need

Facts = Mapping[str, object]
Pair = tuple[str, str]
"""A sentence in Chinese and in English."""

Names = Mapping[int, Pair]

_OPENED: dict[str, Pair] = {
    IncidentSource.TELEMETRY: ("电梯信号显示有人被困，平台已立案", "The elevator's signals say people are trapped; a rescue is open"),
    IncidentSource.RIDER: ("收到扫码求救，已立案", "Help was asked for by the code; a rescue is open"),
    IncidentSource.PHONE_110: ("接到电话报警，已立案", "A call came in; a rescue is open"),
    IncidentSource.USE_UNIT: ("使用单位报告，已立案", "The use unit reported; a rescue is open"),
    IncidentSource.FIRM: ("维保单位报告，已立案", "The firm reported; a rescue is open"),
}  # fmt: skip
_REPORTED: dict[str, Pair] = {
    IncidentSource.TELEMETRY: ("电梯信号也显示有人被困", "The elevator's signals confirm it"),
    IncidentSource.RIDER: ("又收到扫码求救，已并入本次救援", "Help was asked for by the code; joined to this rescue"),
    IncidentSource.PHONE_110: ("又接到电话报警，已并入本次救援", "A call came in; joined to this rescue"),
    IncidentSource.USE_UNIT: ("使用单位也已报告", "The use unit has reported it too"),
    IncidentSource.FIRM: ("维保单位也已报告", "The firm has reported it too"),
}  # fmt: skip
_PLAIN: dict[Deed, Pair] = {
    Deed.UNDER_WAY: ("救援人员已出发", "The rescuer is under way"),
    Deed.ARRIVED: ("救援人员已到现场", "The rescuer has arrived"),
    Deed.CLEARED: ("电梯信号恢复正常", "The elevator's signals are back to normal"),
    Deed.CLOSED: ("救援已完成", "The rescue is complete"),
    Deed.FALSE_ALARM: ("确认没有人被困", "Nobody was trapped"),
    Deed.EVALUATED: ("已对照时限评价", "Judged against its time limits"),
    Deed.OVERDUE: ("已超过到场时限，正在加派救援站", "The time limit has passed; a rescue station is being called"),
    Deed.STOOD_DOWN: ("已撤回一处派单", "One call was taken back"),
    Deed.UNANSWERED: ("未应答，已改派下一位", "No answer; the next is being called"),
    Deed.NOTED: ("已记录", "Noted"),
}  # fmt: skip


def said(*, deed: Deed, facts: Facts, firms: Names) -> Pair:
    """Return one step in words that hold no personal name or number."""
    if deed in {Deed.OPENED, Deed.REPORTED}:
        table = _OPENED if deed is Deed.OPENED else _REPORTED
        return table.get(str(facts.get("source")), (deed.zh, deed.en))
    if deed in _PLAIN:
        return _PLAIN[deed]
    return _SPOKEN[deed](facts, firms)


def _firm(facts: Facts, firms: Names) -> Pair:
    return firms.get(_number(facts.get("firm")), ("", ""))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _called(facts: Facts, firms: Names) -> Pair:
    zh, en = _firm(facts, firms)
    if facts.get("level") == RescueLevel.STATION:
        return f"正在呼叫二级救援站（{zh}）", f"Calling the rescue station of {en}"
    return f"正在呼叫{zh}的维保人员", f"Calling a technician of {en}"


def _accepted(facts: Facts, firms: Names) -> Pair:
    zh, en = _firm(facts, firms)
    return f"{zh}的维保人员已接单", f"A technician of {en} has accepted"


def _declined(facts: Facts, firms: Names) -> Pair:
    code = str(facts.get("reason", ""))
    known = code in {reason.value for reason in DeclineReason}
    reason = DeclineReason(code) if known else DeclineReason.OTHER
    return f"无法前往（{reason.zh}），改派下一位", f"Cannot come ({reason.en}); calling the next"


def _withdrawn(facts: Facts, firms: Names) -> Pair:
    return "接单人员无法继续前往，正在另派", "The technician cannot go on; another is being called"


def _freed(facts: Facts, firms: Names) -> Pair:
    if facts.get("self_released"):
        return "门已打开，人员自行离开", "The doors opened and everybody left by themselves"
    people = _number(facts.get("people"))
    return f"被困人员已全部救出（{people} 人）", f"Everybody is out ({people})"


def _escalated(facts: Facts, firms: Names) -> Pair:
    level = RescueLevel(str(facts.get("level", "1")))
    return f"升级为{level.zh}", f"Raised to {level.en}"


def _shortfall(facts: Facts, firms: Names) -> Pair:
    if facts.get("level") == RescueLevel.STATION:
        return (
            "附近救援站暂无空闲人员，继续寻找",
            "No free rescuer at the stations nearby; still looking",
        )
    return "维保单位暂无空闲人员，继续寻找", "The firm has nobody free; still looking"


def _told(facts: Facts, firms: Names) -> Pair:
    zh, en = [], []
    if facts.get("is_worse"):
        zh.append("情况变差")
        en.append("it is getting worse")
    if facts.get("is_out"):
        zh.append("人已出来")
        en.append("people are out")
    if "people" in facts:
        zh.append(f"里面 {facts['people']} 人")
        en.append(f"{facts['people']} inside")
    needs = facts.get("needs")
    if isinstance(needs, list):
        known = [Need(code) for code in needs if code in {n.value for n in Need}]
        zh.extend(need.zh for need in known)
        en.extend(need.en.lower() for need in known)
    if facts.get("phone_left"):
        zh.append("留下了电话")
        en.append("left a telephone number")
    if "words" in facts:
        zh.append("留言")
        en.append("left a message")
    return f"乘客说：{'，'.join(zh)}", f"The passenger says: {', '.join(en)}"


_SPOKEN = {
    Deed.CALLED: _called,
    Deed.ACCEPTED: _accepted,
    Deed.DECLINED: _declined,
    Deed.WITHDRAWN: _withdrawn,
    Deed.FREED: _freed,
    Deed.ESCALATED: _escalated,
    Deed.SHORTFALL: _shortfall,
    Deed.TOLD: _told,
}


def detail_of(*, deed: Deed, facts: Facts) -> Pair:
    """Return what professionals read under a step: distances, causes, notes, words."""
    if deed is Deed.CLOSED and facts.get("cause"):
        cause = Cause(str(facts["cause"]))
        note = str(facts.get("note", ""))
        return f"{cause.zh} {note}".strip(), f"{cause.en} {note}".strip()
    if deed is Deed.CALLED:
        minutes = max(1, round(_number(facts.get("travel_s")) / 60))
        metres = _number(facts.get("distance_m"))
        return (
            f"直线 {metres} 米，预计 {minutes} 分钟",
            f"{metres} m as the crow flies, about {minutes} min",
        )
    if deed is Deed.ARRIVED:
        proof = (
            ("已扫码", "code scanned")
            if facts.get("code_scanned")
            else ("定位签到", "signed in by place")
        )
        away = facts.get("distance_m")
        if away is None:
            return proof
        return f"{proof[0]}，距电梯 {away} 米", f"{proof[1]}, {away} m from the elevator"
    words = str(facts.get("note") or facts.get("words") or facts.get("clause") or "")
    return words, words
