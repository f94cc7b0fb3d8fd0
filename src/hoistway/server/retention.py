"""How long what is kept: one dated policy, and the daily sweep that keeps to it.

Never deleted: incidents, reports, timelines, calls, evaluations, alarms, read audits, counts of
refusals. Source: 上海市电梯安全管理办法 (市政府令第76号, 2023): records ≥ 5 years (M).
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from hoistway.emergency.actions import forget_positions
from hoistway.foundation.periods import local_day
from hoistway.ledger.actions import forget_bodies
from hoistway.maintenance.actions.exports import forget_year_exports
from hoistway.messages.actions import forget_messages
from hoistway.parties.actions import forget_hand_overs, forget_tickets
from hoistway.plates.actions import forget_batch_files, forget_sightings
from hoistway.programs.actions import forget_receipts, forget_tokens, forget_use
from hoistway.programs.actions.apps import forget_passing
from hoistway.registry.actions import forget_import_files
from hoistway.riders.actions import (
    forget_caller_numbers,
    forget_reporter_phones,
    forget_reporters,
    forget_unplaced_calls,
)
from hoistway.safety.actions import forget_rounds
from hoistway.telemetry.actions.findings import forget_traces
from hoistway.telemetry.actions.refusals import forget_refusals
from hoistway.telemetry.actions.silence import forget_silence
from hoistway.telemetry.actions.use import (
    forget_days_of_use,
    forget_doors_of_use,
    forget_hours_of_use,
)
from hoistway.web.public.privacy import Spans


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """One edition; after these stretches of time things are deleted."""

    edition: str
    in_force_from: date
    history: timedelta
    traces: timedelta
    refused: timedelta
    messages: timedelta
    unplaced_calls: timedelta
    caller_numbers: timedelta
    reporter_phones: timedelta
    report_words: timedelta
    positions: timedelta
    receipts: timedelta
    tokens: timedelta
    program_use: timedelta
    hand_overs: timedelta
    import_files: timedelta
    print_files: timedelta
    year_exports: timedelta
    sightings: timedelta
    safety_rounds: timedelta
    use_days: timedelta
    use_doors: timedelta
    use_hours: timedelta
    clauses: dict[str, str]


SHANGHAI_2026 = RetentionPolicy(
    edition="shanghai-2026-01",
    in_force_from=date(2020, 6, 18),
    history=timedelta(days=400),
    traces=timedelta(days=6 * 365),
    refused=timedelta(days=30),
    messages=timedelta(days=730),
    unplaced_calls=timedelta(days=730),
    caller_numbers=timedelta(days=180),
    reporter_phones=timedelta(days=180),
    report_words=timedelta(days=730),
    positions=timedelta(hours=24),
    receipts=timedelta(days=90),
    tokens=timedelta(days=1),
    program_use=timedelta(days=400),
    hand_overs=timedelta(days=90),
    import_files=timedelta(days=90),
    print_files=timedelta(days=180),
    year_exports=timedelta(days=90),
    sightings=timedelta(days=90),
    safety_rounds=timedelta(days=5 * 366),
    use_days=timedelta(days=3 * 366),
    use_doors=timedelta(days=400),
    use_hours=timedelta(days=92),
    clauses={
        "history": "Chosen: a year and a month, so that a season can be set beside the last one",
        "traces": "市政府令第76号 (2023): 5 years (M); they prove evaluations. Chosen: a year more",
        "refused": "Chosen: long enough to mend a platform; the counts stay",
        "messages": "个人信息保护法 art. 19 shortest necessary; Chosen: two years of disputes",
        "unplaced_calls": "个人信息保护法 art. 19; Chosen: two years after they were settled",
        "caller_numbers": "个人信息保护法 art. 19; Chosen: half a year to call back and to ask",
        "reporter_phones": "个人信息保护法 art. 19; Chosen: half a year to call back and to ask",
        "report_words": "个人信息保护法 art. 19; Chosen: two years of disputes after the end",
        "receipts": "Chosen: a program that was down for a quarter may still send its writes again",
        "tokens": "Chosen: a day after their hour, to look into a token used by somebody else",
        "program_use": "Chosen: a year and a month, so that a season stands beside the last one",
        "hand_overs": "Chosen: a quarter to look into a token that was used by somebody else",
        "positions": "个人信息保护法 art. 19; Chosen: a day after the last sign, never on duty",
        "print_files": "Chosen: until a maker has delivered; a batch can be drawn again",
        "year_exports": "个人信息保护法 art. 19; Chosen: a quarter; a year can be written again",
        "use_days": "Chosen: each year of a plan beside the two before; gaps go with their days",
        "use_doors": "Chosen: as the history itself; 330,000 elevators take 70 MB a day",
        "use_hours": "Chosen: a quarter, the longest time between two visits",
        "sightings": "个人信息保护法 art. 19; Chosen: a quarter to ask where a plate has been",
        "safety_rounds": "令74号 names no time (M); Chosen: five years, as records of maintenance",
        "import_files": "个人信息保护法 art. 19; Chosen: a quarter to answer questions",
    },
)

EDITIONS: tuple[RetentionPolicy, ...] = (SHANGHAI_2026,)


def policy_on(*, day: date) -> RetentionPolicy:
    """Return the edition in force on a day; days before the first edition use the first."""
    running = [edition for edition in EDITIONS if edition.in_force_from <= day]
    return max(running, key=lambda edition: edition.in_force_from) if running else EDITIONS[0]


def spans_on(day: date) -> Spans:
    """Return the edition in force on a day as the public page of privacy tells it."""
    policy = policy_on(day=day)
    spans = {
        one.name: getattr(policy, one.name) for one in fields(policy) if one.name in policy.clauses
    }
    return Spans(edition=policy.edition, in_force_from=policy.in_force_from, spans=spans)


def forget_what_is_past(*, now: datetime, policy: RetentionPolicy) -> dict[str, int]:
    """Delete what is past its time and return how many rows of each kind went.

    The history of samples is thinned by its only writer, the process `watch`. Each record says
    itself how long it is kept.
    """
    return {
        "traces": forget_traces(before=now - policy.traces),
        "refused": forget_refusals(before=now - policy.refused),
        "messages": forget_messages(before=now - policy.messages),
        "unplaced_calls": forget_unplaced_calls(before=now - policy.unplaced_calls),
        "caller_numbers": forget_caller_numbers(before=now - policy.caller_numbers),
        "reporter_phones": forget_reporter_phones(before=now - policy.reporter_phones),
        "report_words": forget_reporters(before=now - policy.report_words, now=now),
        "receipts": forget_receipts(before=now - policy.receipts),
        "tokens": forget_tokens(before=now - policy.tokens),
        "program_use": forget_use(before=local_day(at=now - policy.program_use)),
        "hand_overs": forget_hand_overs(before=now - policy.hand_overs)
        + forget_tickets(before=now - policy.hand_overs),
        "passing": forget_passing(before=now),
        "positions": forget_positions(before=now - policy.positions, now=now),
        "import_files": forget_import_files(before=now - policy.import_files),
        "print_files": forget_batch_files(before=now - policy.print_files),
        "year_exports": forget_year_exports(before=now - policy.year_exports),
        "sightings": forget_sightings(before=now - policy.sightings),
        "safety_rounds": forget_rounds(before=local_day(at=now - policy.safety_rounds)),
        "use_days": forget_days_of_use(before=local_day(at=now - policy.use_days)),
        "use_doors": forget_doors_of_use(before=local_day(at=now - policy.use_doors)),
        "use_hours": forget_hours_of_use(before=local_day(at=now - policy.use_hours)),
        "silence": forget_silence(before=now - policy.use_days),
        "records": forget_bodies(now=now),
    }
