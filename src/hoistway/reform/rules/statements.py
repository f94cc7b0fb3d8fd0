"""A statement as it is printed: sections of figures and tables, reckoned from counts alone."""

from collections.abc import Callable, Iterable, Mapping

from hoistway.reform.rules.statement_counts import Counts, Tally, cause_group
from hoistway.reform.rules.statement_formats import StatementFormat, minutes, printed, share
from hoistway.reform.rules.statement_shapes import Breakdown, Line, Section, Told, rate_told
from hoistway.reform.vocabulary import (
    CauseGroup,
    EntrapmentRate,
    StatementFigure,
    StatementPart,
    StatementTable,
)


def stated(*, counts: Counts, how: StatementFormat) -> tuple[Section, ...]:
    """Return the sections of a statement in the order in which they are printed.

    Example:
        >>> from hoistway.reform.rules.statement_formats import format_named
        >>> ours = format_named(edition="hoistway-2026")
        >>> [one.part.zh for one in stated(counts=Counts(), how=ours)][:3]
        ['电梯总量', '接报情况', '困人情况']
    """
    parts: tuple[Callable[[Counts, StatementFormat], Section], ...] = (
        _stock, _calls, _entrapments, _response, _where, _causes, _shortfalls, _faults,
    )  # fmt: skip
    return tuple(part(counts, how) for part in parts)


def _share(part: int, whole: int, figure: StatementFigure, how: StatementFormat) -> Told:
    text = share(part=part, whole=whole, how=how)
    return Told(figure=figure, text=text, part=part, whole=whole, unit="%")


def _count(figure: StatementFigure, n: int) -> Told:
    return Told(figure=figure, text=str(n))


def _broken(
    table: StatementTable, found: Mapping[str, int], how: StatementFormat, top: int | None = None
) -> Breakdown:
    """Return the lines with their shares of all, only the first `top` where so many are wanted."""
    total = sum(found.values())
    lines = [
        Line(key=key, n=n, cells=(share(part=n, whole=total, how=how),)) for key, n in found.items()
    ]
    return Breakdown(table=table, lines=tuple(lines[:top]), total=total)


def _youngest_first(line: Line) -> float:
    """Return where a band of ages stands; those whose age is not known come last."""
    return float(line.key.split("-")[0] or "inf")


def _stock(counts: Counts, how: StatementFormat) -> Section:
    new = counts.new_by_kind
    kinds = _broken(StatementTable.KINDS, counts.in_use_by_kind, how)
    with_new = tuple(
        Line(key=one.key, n=one.n, cells=(*one.cells, str(new.get(one.key, 0))))
        for one in kinds.lines
    )
    return Section(
        part=StatementPart.STOCK,
        figures=(
            _count(StatementFigure.REGISTERED, counts.registered),
            _count(StatementFigure.IN_USE, counts.in_use),
            _share(counts.connected, counts.registered, StatementFigure.CONNECTED, how),
            _count(StatementFigure.NEW, counts.new),
        ),
        tables=(
            Breakdown(
                table=StatementTable.KINDS, lines=with_new, total=kinds.total,
                columns=("share", "new"),
            ),
            _broken(StatementTable.AREAS, counts.in_use_by_area, how),
        ),
    )  # fmt: skip


def _calls(counts: Counts, how: StatementFormat) -> Section:
    return Section(
        part=StatementPart.CALLS,
        figures=(
            _count(StatementFigure.RECEIVED, sum(counts.calls.values())),
            _count(StatementFigure.SENT, counts.sent),
        ),
        tables=(_broken(StatementTable.CALLS, counts.calls, how),),
    )


def _entrapments(counts: Counts, how: StatementFormat) -> Section:
    whole = counts.whole
    rates = tuple(rate_told(counts=counts, rate=rate, how=how) for rate in EntrapmentRate)
    lines = tuple(
        Line(
            key=str(one.formula), n=one.part or 0,
            cells=(one.text, one.unit, "—" if one.whole is None else str(one.whole)),
        )
        for one in rates
    )  # fmt: skip
    return Section(
        part=StatementPart.ENTRAPMENTS,
        figures=(
            _count(StatementFigure.EVENTS, whole.events),
            _count(StatementFigure.PEOPLE, whole.people),
            _share(counts.self_released, whole.events, StatementFigure.SELF_RELEASED, how),
            _share(counts.passenger, whole.events, StatementFigure.OF_PASSENGER, how),
            rates[0],
        ),
        tables=(
            Breakdown(
                table=StatementTable.RATES, lines=lines, total=0,
                columns=("rate", "unit", "divided_by"),
            ),
        ),
    )  # fmt: skip


def _mean(seconds: int, count: int, figure: StatementFigure, how: StatementFormat) -> Told:
    text = minutes(seconds=seconds, count=count, how=how)
    return Told(figure=figure, text=text, part=seconds, whole=count, unit="min")


def _means(tally: Tally, how: StatementFormat) -> tuple[Told, Told]:
    return (
        _mean(tally.arrival_s, tally.arrived, StatementFigure.ARRIVAL, how),
        _mean(tally.rescue_s, tally.rescued, StatementFigure.RESCUE, how),
    )


def _response(counts: Counts, how: StatementFormat) -> Section:
    people, events = counts.whole.people, counts.whole.events
    areas = tuple(
        Line(
            key=key, n=one.events,
            cells=(
                share(part=one.events, whole=events, how=how), str(one.people),
                share(part=one.people, whole=people, how=how),
                *(told.text for told in _means(one, how)),
            ),
        )
        for key, one in counts.areas.items()
    )  # fmt: skip
    answered = _share(counts.answered, counts.judged_answer, StatementFigure.ANSWERED, how)
    reached = _share(counts.reached, counts.judged_reach, StatementFigure.REACHED, how)
    return Section(
        part=StatementPart.RESPONSE, figures=(*_means(counts.whole, how), answered, reached),
        tables=(
            _broken(StatementTable.LEVELS, counts.levels, how),
            Breakdown(
                table=StatementTable.AREA_RESCUES, lines=areas, total=events,
                columns=("share", "people", "people_share", "arrival", "rescue"),
            ),
        ),
    )  # fmt: skip


def _where(counts: Counts, how: StatementFormat) -> Section:
    ages = _broken(StatementTable.AGES, counts.ages, how)
    stock, months = counts.in_use_by_age, counts.months
    aged = tuple(
        Line(
            key=one.key, n=one.n,
            cells=(
                *one.cells,
                share(part=one.n, whole=stock.get(one.key, 0) * months, how=how),
            ),
        )
        for one in sorted(ages.lines, key=_youngest_first)
    )  # fmt: skip
    repeated = tuple(Line(key=key, n=n) for key, n in counts.repeated.items())
    return Section(
        part=StatementPart.WHERE,
        figures=(_count(StatementFigure.REPEATED, len(counts.repeated)),),
        tables=(
            _broken(StatementTable.PLACES, counts.places, how),
            _broken(StatementTable.HOURS, counts.hours, how),
            Breakdown(
                table=StatementTable.AGES, lines=aged, total=ages.total, columns=("share", "rate")
            ),
            _broken(StatementTable.BRANDS, counts.brands, how, how.top),
            _firms(counts, how),
            _broken(StatementTable.UNITS, counts.units, how, how.top),
            Breakdown(table=StatementTable.REPEATED, lines=repeated, total=0, columns=()),
        ),
    )  # fmt: skip


def _firms(counts: Counts, how: StatementFormat) -> Breakdown:
    """Return the firms with the highest rates; small fleets are not ranked, and it is said."""
    ranked = [
        (key, n, counts.fleets[key])
        for key, n in counts.firms.items()
        if counts.fleets.get(key, 0) >= how.least_fleet
    ]
    ranked.sort(key=lambda one: (-one[1] / one[2], one[0]))
    lines = tuple(
        Line(
            key=key, n=n,
            cells=(str(fleet), share(part=n, whole=fleet * counts.months, how=how)),
        )
        for key, n, fleet in ranked[: how.top]
    )  # fmt: skip
    return Breakdown(
        table=StatementTable.FIRMS, lines=lines, total=0, columns=("fleet", "rate")
    )  # fmt: skip


def _causes(counts: Counts, how: StatementFormat) -> Section:
    groups = {str(group): 0 for group in CauseGroup}
    for cause, n in counts.causes.items():
        groups[str(cause_group(cause=cause))] += n
    told = {key: n for key, n in groups.items() if n}
    return Section(
        part=StatementPart.CAUSES,
        tables=(
            _broken(StatementTable.CAUSE_GROUPS, told, how),
            _broken(StatementTable.CAUSES, counts.causes, how),
        ),
    )


def _shortfalls(counts: Counts, how: StatementFormat) -> Section:
    late = counts.judged_reach - counts.reached
    lines = tuple(
        Line(key=key, n=silent, cells=(str(declined), str(called)))
        for key, (called, silent, declined) in counts.unanswered.items()
    )
    return Section(
        part=StatementPart.SHORTFALLS,
        figures=(_share(late, counts.judged_reach, StatementFigure.LATE, how),),
        tables=(
            Breakdown(
                table=StatementTable.UNANSWERED, lines=lines[: how.top], total=0,
                columns=("declined", "called"),
            ),
        ),
    )  # fmt: skip


_DAYS_OF_YEAR_X100 = 36_525


def _faults(counts: Counts, how: StatementFormat) -> Section:
    found, days = counts.faults, counts.faults.get("days", 0)
    per_year = printed(
        part=found.get("counted", 0) * _DAYS_OF_YEAR_X100, whole=days * 100, digits=how.digits
    )
    hours = printed(
        part=found.get("seconds_out", 0) * _DAYS_OF_YEAR_X100, whole=days * 100 * 3600,
        digits=how.digits,
    )  # fmt: skip
    return Section(
        part=StatementPart.FAULTS,
        figures=(
            _count(StatementFigure.FAULTS, found.get("counted", 0)),
            Told(figure=StatementFigure.FAULT_RATE, text=per_year, whole=days),
            Told(figure=StatementFigure.HOURS_OUT, text=hours, whole=days, unit="h"),
        ),
        tables=(_broken(StatementTable.FAULT_GROUPS, counts.fault_groups, how),),
    )


def figures_told(*, sections: Iterable[Section]) -> dict[StatementFigure, Told]:
    """Return the single figures by their names."""
    return {one.figure: one for section in sections for one in section.figures}
