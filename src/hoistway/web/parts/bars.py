"""Bars and sparklines as inline SVG without style attributes; the number beside is the fact."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString


def bar(*, fraction: float, tone: str = "active", mark: float | None = None) -> SafeString:
    """Return one horizontal bar filled to `fraction` (0–1), with a tick at `mark` if given."""
    width = 100 * min(1.0, max(0.0, fraction))
    tick = ""
    if mark is not None:
        x = 100 * min(1.0, max(0.0, mark))
        tick = f'<rect class="bar-mark" x="{x:.1f}" y="0" width="0.8" height="10"/>'
    return SafeString(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-bed" width="100" height="10"/>'
        f'<rect class="bar-fill tone-{escape(tone)}" width="{width:.1f}" height="10"/>{tick}</svg>'
    )


def sparkline(*, values: Sequence[float], label: str) -> SafeString:
    """Return a small line over equal steps from zero to the largest value, named by `label`."""
    top = max([*values, 1e-9])
    step = 400 / max(1, len(values) - 1)
    points = [(i * step, 60 - 56 * value / top) for i, value in enumerate(values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    end = ""
    if points:
        end = f'<circle class="spark-end" cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="4"/>'
    return SafeString(
        f'<svg class="spark" viewBox="-6 -2 412 70" role="img" aria-label="{escape(label)}">'
        f'<polyline class="spark-line" points="{path}"/>{end}</svg>'
    )
