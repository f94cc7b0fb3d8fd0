"""The addresses of the desks."""

from django.urls import path

from hoistway.web.decision import views as decision
from hoistway.web.dispatcher import board, intake
from hoistway.web.dispatcher import room as desk
from hoistway.web.firm import views as firm
from hoistway.web.machine import views as machine
from hoistway.web.messages import outbox
from hoistway.web.regulator import home as regulator
from hoistway.web.regulator import incidents, standards, statistics
from hoistway.web.use_unit import views as unit

D, G, F, U = ("d/incidents/<str:number>", "g/incidents/<str:number>", "f/incidents/<str:number>",
              "u/incidents/<str:number>")  # fmt: skip

urlpatterns = [
    path("d/", board.board, name="dispatcher-board"),
    path("d/live", board.board_live, name="dispatcher-board-live"),
    path("d/events", board.board_events, name="dispatcher-board-events"),
    path("d/intake", intake.intake, name="dispatcher-intake"),
    path("d/calls/<int:call_id>", intake.unplaced, name="dispatcher-unplaced"),
    path("d/calls/<int:call_id>/place", intake.place, name="dispatcher-place"),
    path("d/calls/<int:call_id>/settle", intake.settle, name="dispatcher-settle"),
    path(D, desk.incident, name="dispatcher-incident"),
    path(f"{D}/live", desk.incident_live, name="dispatcher-incident-live"),
    path(f"{D}/events", desk.incident_events, name="dispatcher-incident-events"),
    path(f"{D}/call-next", desk.call_next, name="dispatcher-call-next"),
    path(f"{D}/level-up", desk.level_up, name="dispatcher-level-up"),
    path(f"{D}/take-over", desk.take_over, name="dispatcher-take-over"),
    path(f"{D}/note", desk.note, name="dispatcher-note"),
    path(f"{D}/close", desk.close, name="dispatcher-close"),
    path("g/standards", standards.standards, name="regulator-standards"),
    path("g/", regulator.home, name="regulator-home"),
    path("g/incidents", incidents.incidents, name="regulator-incidents"),
    path("g/statistics", statistics.statistics, name="regulator-statistics"),
    path(G, incidents.incident, name="regulator-incident"),
    path(f"{G}/live", incidents.incident_live, name="regulator-incident-live"),
    path(f"{G}/events", incidents.incident_events, name="regulator-incident-events"),
    path(f"{G}/review", incidents.review, name="regulator-review"),
    path("f/", firm.home, name="firm-home"),
    path(F, firm.incident, name="firm-incident"),
    path(f"{F}/live", firm.incident_live, name="firm-incident-live"),
    path(f"{F}/events", firm.incident_events, name="firm-incident-events"),
    path("u/", unit.home, name="use-unit-home"),
    path("u/elevators/<str:register_number>/call", unit.call, name="use-unit-call"),
    path(U, unit.incident, name="use-unit-incident"),
    path(f"{U}/live", unit.incident_live, name="use-unit-incident-live"),
    path(f"{U}/events", unit.incident_events, name="use-unit-incident-events"),
    path("decisions/<int:call_id>", decision.explain, name="decision-explain"),
    path("decisions/<int:call_id>/reverse", decision.undo, name="decision-reverse"),
    path("decisions/opening/<str:number>", decision.opening, name="decision-opening"),
    path("alarms", machine.alarms, name="alarms"),
    path("intake", machine.intake_quality, name="intake-quality"),
    path("messages", outbox.outbox, name="deliveries"),
]
