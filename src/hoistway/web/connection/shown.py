"""Words and figures of connection that the firm's page and an elevator's share."""

from datetime import timedelta

from django.utils.translation import gettext as _

from hoistway.telemetry.queries import Continuity
from hoistway.web.desk.shapes import Number, minutes_words, word
from hoistway.web.parts.tones import Tone

STEADY = 0.95
"""Source: Chosen, 286号 附件2 三 2 持续在线: 95 % of the cadence over thirty days."""

LONGEST = timedelta(hours=24)
SILENT_DAYS = 15
"""Source: 286号 附件2 四（四）2（2）: 15 consecutive days."""


def share_words(share: float | None) -> str:
    """Say a share in per cent; a dash where nothing is known."""
    return "—" if share is None else f"{100 * share:.1f}%"


def span_words(span: timedelta) -> str:
    """Say a span; days where there are any."""
    if span < timedelta(minutes=3):
        return _("不到 3 分钟")
    hours = span.total_seconds() / 3600
    if hours < 48:
        return minutes_words(span.total_seconds())
    return _("%(n).1f 天") % {"n": hours / 24}


def share_tone(share: float | None) -> Tone:
    """Return how a share of thirty days looks."""
    return "quiet" if share is None else "safe" if share >= STEADY else "caution"


def connection_numbers(told: Continuity) -> tuple[Number, ...]:
    """Return the figures of one elevator's connection."""
    silent = told.silent_for >= timedelta(hours=1)
    limit = _("满 %(n)s 天退出试点条件") % {"n": SILENT_DAYS}
    return (
        Number(
            label=_("已静默"), value=span_words(told.silent_for),
            note=word(told.cause) if told.cause else limit, tone="caution" if silent else "safe",
        ),
        Number(
            label=_("近 30 天在线率"), value=share_words(told.share), tone=share_tone(told.share),
            note=_("依据 %(n)s 天") % {"n": told.days_known},
        ),
        Number(
            label=_("最长中断"), value=span_words(told.longest_gap), note=_("近 30 天"),
            tone="caution" if told.longest_gap > LONGEST else "safe",
        ),
        Number(
            label=_("申报的上报间隔"), value=told.cadence_s, unit=_("秒"),
            note=_("超过 3 倍（至少 180 秒）为延迟，1 小时为离线"),
        ),
    )  # fmt: skip
