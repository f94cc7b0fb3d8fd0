"""Every page by its noun."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web import (
    desk_urls,
    filing_desk_urls,
    lifecycle_urls,
    mismatch_urls,
    quality_urls,
    signing_in,
)
from hoistway.web.answers import urls as answers
from hoistway.web.bulletins import urls as bulletins
from hoistway.web.checks import urls as checks
from hoistway.web.code import landing, offline
from hoistway.web.code import urls as code
from hoistway.web.conformance import urls as conformance
from hoistway.web.connection import urls as connection
from hoistway.web.credit import urls as credit
from hoistway.web.demo import views as demo
from hoistway.web.duties import urls as duties
from hoistway.web.elevator import urls as elevator
from hoistway.web.faults import urls as faults
from hoistway.web.filings import urls as filings
from hoistway.web.firm_filing import urls as firm_filing
from hoistway.web.frequency import urls as frequency
from hoistway.web.identity import urls as identity
from hoistway.web.imports import urls as imports
from hoistway.web.inspections import urls as inspections
from hoistway.web.messages import urls as messages
from hoistway.web.monitoring import urls as monitoring
from hoistway.web.notices import urls as notices
from hoistway.web.orders import urls as orders
from hoistway.web.oversight import urls as oversight
from hoistway.web.partners import urls as partners
from hoistway.web.pilot import exits_urls as pilot_exits
from hoistway.web.pilot import urls_board as pilot_board
from hoistway.web.pilot_firms import urls as pilot_firms
from hoistway.web.pilots import urls as pilots
from hoistway.web.plates import urls as plates
from hoistway.web.policies import urls as policies
from hoistway.web.programs import urls as programs
from hoistway.web.public import urls as public
from hoistway.web.reference import urls as reference
from hoistway.web.reform import urls as reform
from hoistway.web.repairs import urls as repairs
from hoistway.web.reports import urls as reports
from hoistway.web.rider import report_urls, tracking
from hoistway.web.rider import views as rider
from hoistway.web.safety import urls as safety
from hoistway.web.samples import urls as samples
from hoistway.web.schedule import urls as schedule
from hoistway.web.statements import urls as statements
from hoistway.web.technician import correction as technician_correction
from hoistway.web.technician import job, order, today
from hoistway.web.technician import urls as technician
from hoistway.web.verify import urls as verify
from hoistway.web.visits import urls as visits
from hoistway.web.webhooks import urls as webhooks
from hoistway.web.yearplans import urls as yearplans

CODE = "e/<str:code>/<str:signature>"

PUBLIC: list[URLPattern | URLResolver] = [
    path("e", rider.type_code, name="rider-type-code"),
    path("e/sw.js", offline.worker, name="rider-worker"),
    path("e/offline", offline.without_network, name="rider-offline"),
    path("e/help", rider.unknown_code, name="rider-unknown-code"),
    path("e/help/call", rider.call_address, name="rider-call-address"),
    path("e/<str:code>", landing.landing, name="rider-landing-bare"),
    path("e/<str:code>/<str:signature>", landing.landing, name="rider-landing"),
    path("e/<str:code>/<str:signature>/sos", rider.confirm, name="rider-confirm"),
    path("e/<str:code>/<str:signature>/call", rider.call, name="rider-call"),
    *report_urls.urlpatterns,
    path("s/at/<str:token>", tracking.placed, name="rider-placed"),
    path("s/at/<str:token>/live", tracking.placed_live, name="rider-placed-live"),
    path("s/<str:token>", tracking.tracking, name="rider-tracking"),
    path("s/<str:token>/live", tracking.tracking_live, name="rider-tracking-live"),
    path("s/<str:token>/events", tracking.tracking_events, name="rider-tracking-events"),
    path("s/<str:token>/timeline", tracking.timeline, name="rider-timeline"),
    path("s/<str:token>/answer", tracking.answer, name="rider-answer"),
    path("s/<str:token>/out", tracking.say_out, name="rider-out"),
    path("s/<str:token>/worse", tracking.say_worse, name="rider-worse"),
]
TECHNICIAN: list[URLPattern | URLResolver] = [
    path("t/", today.today, name="technician-today"),
    path("t/live", today.today_live, name="technician-today-live"),
    path("t/calls", today.calls, name="technician-calls-live"),
    path("t/events", today.today_events, name="technician-today-events"),
    path("t/duty", today.duty, name="technician-duty"),
    path("t/position", today.position, name="technician-position"),
    path("t/job", job.job, name="technician-job"),
    path("t/who", job.who, name="technician-who"),
    path("t/sw.js", job.worker, name="technician-worker"),
    path("t/manifest.json", job.manifest, name="technician-manifest"),
    path("t/orders/<str:number>", order.order, name="technician-order"),
    path("t/orders/<str:number>/live", order.order_live, name="technician-order-live"),
    path("t/orders/<str:number>/events", order.order_events, name="technician-order-events"),
    path("t/orders/<str:number>/accept", order.accept, name="technician-accept"),
    path("t/orders/<str:number>/decline", order.decline, name="technician-decline"),
    path("t/orders/<str:number>/arrive", order.sign_in_at_site, name="technician-arrive"),
    path("t/orders/<str:number>/freed", order.freed, name="technician-freed"),
    path("t/orders/<str:number>/close", order.close, name="technician-close"),
    path(
        "t/elevators/<str:register_number>/correction",
        technician_correction.correct,
        name="technician-correction",
    ),
]
DEMO: list[URLPattern | URLResolver] = [
    path("demo/", demo.hub, name="demo-hub"),
    path("demo/enter", demo.go_in, name="demo-enter"),
    path("demo/trap", demo.trap, name="demo-trap"),
    path("demo/power-cut", demo.power_cut, name="demo-power-cut"),
    path("demo/advance", demo.advance, name="demo-advance"),
    path("demo/telephone/<str:number>", demo.telephone, name="demo-telephone"),
]
SIGNING_IN: list[URLPattern | URLResolver] = [
    *messages.urlpatterns,
    path("", signing_in.front_door, name="front-door"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
]
urlpatterns = [
    *reform.urlpatterns,
    *reference.urlpatterns,
    *answers.urlpatterns, *repairs.urlpatterns, *monitoring.urlpatterns,
    *plates.urlpatterns, *policies.urlpatterns, *technician.urlpatterns, *schedule.urlpatterns,
    *PUBLIC, *TECHNICIAN, *code.urlpatterns, *desk_urls.urlpatterns, *elevator.urlpatterns,
    *imports.urlpatterns, *bulletins.urlpatterns, *filings.urlpatterns, *firm_filing.urlpatterns,
    *filing_desk_urls.urlpatterns, *lifecycle_urls.urlpatterns, *mismatch_urls.urlpatterns,
    *quality_urls.urlpatterns, *visits.urlpatterns, *verify.urlpatterns, *duties.urlpatterns,
    *inspections.urlpatterns, *notices.urlpatterns, *faults.urlpatterns, *public.urlpatterns,
    *reports.urlpatterns, *pilot_firms.urlpatterns, *pilots.urlpatterns, *samples.urlpatterns,
    *yearplans.urlpatterns, *pilot_exits.urlpatterns, *checks.urlpatterns, *orders.urlpatterns,
    *conformance.urlpatterns,
    *pilot_board.urlpatterns, *connection.urlpatterns, *safety.urlpatterns, *credit.urlpatterns,
    *statements.urlpatterns, *programs.urlpatterns, *webhooks.urlpatterns,
    *frequency.urlpatterns,
    *oversight.urlpatterns,
    *identity.urlpatterns,
    *partners.urlpatterns,
    *SIGNING_IN, *DEMO,
]  # fmt: skip
