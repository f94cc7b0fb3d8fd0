"""How a plate is put together: a backdrop that all of a kind share, and what is its own."""

from hoistway.plates.rules.artwork import (
    QUIET_MODULES,
    PlateCard,
    PlateForm,
    Wording,
    module_mm,
    spoken_groups,
)
from hoistway.plates.rules.marks import (
    BLACK,
    BLUE,
    CAPITALS,
    CENTRE,
    GREY,
    LEFT,
    RED,
    RIGHT,
    RULE,
    WHITE,
    Line,
    Mark,
    Modules,
    Outline,
    Shape,
    Width,
    Words,
    rectangle,
    rounded,
    set_line,
)

_GAP = 0.34
"""Room between two groups of the number, as a share of its height. Chosen: a breath."""

_TELEPHONE_MM = 12.4
_SAID_MM = 48.0
"""Height of the emergency number and room of the words beside it. Chosen: both fill the foot."""

_PLACE_MM = 2.4
_PLACE_STEP_MM = 4.0
_LEAST_SHARE = 0.62
"""Share to which a place shrinks before it is cut. Chosen: capitals of 1.5 mm are still read."""


def backdrop(
    *, form: PlateForm, wording: Wording, emblem: Outline, width: Width
) -> tuple[Mark, ...]:
    """Return what all plates of one form and wording share; `emblem` is drawn in 24 × 24."""
    middle = _middle(form, wording, width)
    return (*_head(form, emblem, width), *middle, *_foot(form, wording, width))


def particulars(
    *, card: PlateCard, modules: int, runs: tuple[tuple[int, int, int], ...], form: PlateForm,
    width: Width,
) -> tuple[Mark, ...]:  # fmt: skip
    """Return what only this plate bears: its code, its number, its register number, its place."""
    module = module_mm(modules=modules, form=form)
    quiet = module * QUIET_MODULES
    register = Line(f"注册代码 {card.register_number}", 1.75, 50, ink=GREY)
    return (
        Modules(BLACK, form.code.x_mm + quiet, form.code.y_mm + quiet, module, runs),
        set_line(
            line=register, x_mm=form.width_mm - form.edge_mm, top_mm=form.number.y_mm - 6.0,
            at=RIGHT, width=width,
        ),
        *_number(card.rescue_number, form, width),
        *_place(card.place, form, width),
    )  # fmt: skip


def _head(form: PlateForm, emblem: Outline, width: Width) -> tuple[Mark, ...]:
    over, logo = form.bleed_mm, form.logo
    ground = rectangle(x=-over, y=-over, width=form.width_mm + 2 * over, height=form.head_mm + over)
    field = rounded(
        x=logo.x_mm, y=logo.y_mm, width=logo.width_mm, height=logo.height_mm,
        corner=logo.width_mm * 0.2,
    )  # fmt: skip
    left = logo.x_mm + logo.width_mm + 4.5
    room = form.width_mm - form.edge_mm - left
    zh, en = form.title
    return (
        Shape(BLUE, ground),
        Shape(WHITE, field),
        Shape(BLUE, _moved(emblem, logo.x_mm, logo.y_mm, logo.width_mm / 24)),
        set_line(
            line=Line(zh, 7.2, room, bold=True, ink=WHITE), x_mm=left, top_mm=5.0, at=LEFT,
            width=width,
        ),
        set_line(line=Line(en, 2.1, room, ink=WHITE), x_mm=left, top_mm=15.2, at=LEFT, width=width),
    )  # fmt: skip


def _moved(outline: Outline, x: float, y: float, scale: float) -> Outline:
    def place(points: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(v * scale + (y if at % 2 else x) for at, v in enumerate(points))

    return tuple((step, place(points)) for step, points in outline)


def _middle(form: PlateForm, wording: Wording, width: Width) -> tuple[Mark, ...]:
    centre, room = form.width_mm / 2, form.width_mm - 2 * form.edge_mm
    top = form.number.y_mm
    label = Line("救援识别码", 2.7, room, bold=True)
    english = Line("Rescue number", 1.9, room, ink=GREY)
    said = set_line(line=label, x_mm=form.edge_mm, top_mm=top - 6.9, at=LEFT, width=width)
    beside = form.edge_mm + width(label.text, True) * said.size_mm + 1.8
    return (
        set_line(
            line=Line(wording.scan[0], 3.5, room, bold=True), x_mm=centre,
            top_mm=form.scan_mm, at=CENTRE, width=width,
        ),
        set_line(
            line=Line(wording.scan[1], 1.95, room, ink=GREY),
            x_mm=centre, top_mm=form.scan_mm + 5.7, at=CENTRE, width=width,
        ),
        Shape(RULE, rectangle(x=form.edge_mm, y=top - 10.2, width=room, height=0.3)),
        said,
        set_line(line=english, x_mm=beside, top_mm=top - 6.1, at=LEFT, width=width),
    )  # fmt: skip


def _number(number: str, form: PlateForm, width: Width) -> tuple[Words, ...]:
    groups, box = spoken_groups(number=number), form.number
    gap = box.height_mm * _GAP
    size = box.height_mm / CAPITALS
    wide = sum(width(group, True) for group in groups) * size + gap * (len(groups) - 1)
    share = min(1.0, box.width_mm / wide)
    left = box.x_mm + (box.width_mm - wide * share) / 2
    words = []
    for group in groups:
        baseline = box.y_mm + box.height_mm * (1 + share) / 2
        words.append(Words(BLACK, group, True, size * share, left, baseline))
        left += (width(group, True) * size + gap) * share
    return tuple(words)


def _place(place: str, form: PlateForm, width: Width) -> tuple[Words, ...]:
    """Set the place in one line, or in two where it is long; what is still too long is cut."""
    room, size = form.width_mm - 2 * form.edge_mm, _PLACE_MM / CAPITALS
    most = room / size / _LEAST_SHARE
    lines = [place] if width(place, False) * size <= room else _halves(place, most, width)
    top = form.number.y_mm + form.number.height_mm + 3.8
    return tuple(
        set_line(
            line=Line(text, _PLACE_MM, room), x_mm=form.edge_mm,
            top_mm=top + number * _PLACE_STEP_MM, at=LEFT, width=width,
        )
        for number, text in enumerate(lines)
    )  # fmt: skip


def _halves(text: str, most: float, width: Width) -> list[str]:
    """Return a text in two lines about equally wide, the second cut where it runs too wide."""
    wide, cut = width(text, False), 1
    while cut < len(text) and width(text[:cut], False) < min(wide / 2, most):
        cut += 1
    space = text.rfind(" ", 0, cut + 1)
    cut = space if space > cut * 0.6 else cut
    first, second = text[:cut].strip(), text[cut:].strip()
    if width(second, False) > most:
        while second and width(second, False) > most - 1:
            second = second[:-1]
        second += "…"
    return [first, second]


def _foot(form: PlateForm, wording: Wording, width: Width) -> tuple[Mark, ...]:
    over, top = form.bleed_mm, form.height_mm - form.foot_mm
    ground = rectangle(
        x=-over, y=top, width=form.width_mm + 2 * over, height=form.foot_mm + over
    )  # fmt: skip
    room = _SAID_MM if wording.telephone else form.width_mm - 2 * form.edge_mm
    lines = (
        (3.8, Line(wording.first, 4.3, room, bold=True, ink=WHITE)),
        (10.2, Line(wording.then, 2.7, room, ink=WHITE)),
        (14.6, Line(wording.english, 1.75, room, ink=WHITE)),
    )
    call = Line(wording.telephone, _TELEPHONE_MM, form.width_mm / 2, bold=True, ink=WHITE)
    edge = form.width_mm - form.edge_mm
    return (
        Shape(RED if wording.telephone else BLUE, ground),
        *(
            set_line(line=line, x_mm=form.edge_mm, top_mm=top + dy, at=LEFT, width=width)
            for dy, line in lines
        ),
        set_line(line=call, x_mm=edge, top_mm=top + 3.6, at=RIGHT, width=width),
    )
