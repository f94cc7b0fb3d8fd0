"""What a technician opens beside rescues: scanner, elevator, hazards, month, papers, help."""

from django.urls import path

from hoistway.web.technician import elevator, hazard, help, me, plan, scan

urlpatterns = [
    path("t/scan", scan.scan, name="technician-scan"),
    path("t/elevators/<str:register_number>", elevator.elevator, name="technician-elevator"),
    path("t/hazards/new", hazard.hazard, name="technician-hazard"),
    path("t/plan", plan.plan, name="technician-plan"),
    path("t/me", me.me, name="technician-me"),
    path("t/help", help.help_page, name="technician-help"),
]
