"""How much of the time for an answer is left, as inline SVG; the words beside it are the fact."""

from datetime import datetime

from django.utils.safestring import SafeString

_SOON = 0.25
"""Share of the time below which the bar warns. Chosen: the last quarter of a working day."""


def remaining(*, since: datetime, until: datetime, now: datetime) -> SafeString:
    """Return a bar that empties from `since` to `until`; what is overdue is hatched full.

    Example:
        >>> from datetime import UTC, timedelta
        >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
        >>> 'width="75.0"' in remaining(
        ...     since=noon, until=noon + timedelta(hours=4), now=noon + timedelta(hours=1)
        ... )
        True
    """
    whole = max(1.0, (until - since).total_seconds())
    left = max(0.0, min(1.0, (until - now).total_seconds() / whole))
    if now >= until:
        fill = '<path class="left-late" d="M0 0H100V10H0Z"/>' + "".join(
            f'<path class="left-hatch" d="M{x} 10 {x + 8} 0"/>' for x in range(-4, 100, 8)
        )
    else:
        tone = "caution" if left < _SOON else "active"
        fill = f'<rect class="bar-fill tone-{tone}" width="{100 * left:.1f}" height="10"/>'
    return SafeString(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="bar-bed" width="100" height="10"/>{fill}</svg>'
    )
