"""The resources of a firm's daily work and of the pilot, by address."""

from ninja import Router

from hoistway.openapi.v1 import (
    deviations,
    duties,
    makers_items,
    notice_deeds,
    notices,
    pilot_applying,
    pilot_board,
    pilot_elevators,
    pilot_exits,
    pilot_firms,
    record_holds,
    safety,
    safety_units,
    schedules,
    tours,
    year_exports,
    year_plan_runs,
    year_plans,
)

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/deviations", deviations.router),
    ("/duties", duties.router),
    ("/makers-items", makers_items.router),
    ("/notices", notices.router),
    ("/notices", notice_deeds.router),
    ("/elevators", record_holds.router),
    ("/pilot-applications", pilot_applying.router),
    ("/pilot-board", pilot_board.router),
    ("/pilot-elevators", pilot_elevators.router),
    ("/pilot-exits", pilot_exits.router),
    ("/pilot-outcomes", pilot_board.outcome_router),
    ("/pilot-periods", pilot_firms.period_router),
    ("/pilot-warnings", pilot_exits.warning_router),
    ("/safety-posts", safety_units.post_router),
    ("/safety-rounds", safety.router),
    ("/safety-units", safety_units.router),
    ("/schedule-board", tours.board_router),
    ("/schedules", schedules.router),
    ("/tours", tours.router),
    ("/year-exports", year_exports.router),
    ("/year-plan-runs", year_plan_runs.router),
    ("/year-plans", year_plans.router),
)
