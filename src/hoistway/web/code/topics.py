"""What the doors tell of faults, public reports, inspection and insurance."""

from django.utils.translation import gettext as _

from hoistway.web.code.sections import Scene
from hoistway.web.code.shown import Act, Line, Section
from hoistway.web.elevator.topics import Facts, stop_words, topics_of


def told(*, scene: Scene) -> tuple[Section, ...]:
    """Return one card for each of these topics that the door opens."""
    found = topics_of(elevator=scene.elevator, may=scene.may, now=scene.now)
    return tuple(_section(one) for one in found)


def stopped_by_law(*, scene: Scene) -> str:
    """Return why the elevator must not be used; empty where it may."""
    return stop_words(elevator=scene.elevator)


def _section(one: Facts) -> Section:
    acts = [Act(label=one.act[0], url=one.act[1])] if one.act[1] else []
    if one.more:
        acts.append(Act(label=_("查看全部"), url=one.more))
    lines = tuple(
        Line(label=row.label, value=row.value, tone=row.tone, note=row.note, url=row.url)
        for row in one.lines
    )
    return Section(key=one.key, title=one.title, lines=lines, acts=tuple(acts), empty=one.empty)
