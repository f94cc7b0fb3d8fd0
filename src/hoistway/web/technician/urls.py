"""What a technician opens beside rescues: scanner, elevator, month, certificates, help."""

from django.urls import path

from hoistway.web.technician import elevator, help, me, scan

urlpatterns = [
    path("t/scan", scan.scan, name="technician-scan"),
    path("t/elevators/<str:register_number>", elevator.elevator, name="technician-elevator"),
    path("t/me", me.me, name="technician-me"),
    path("t/help", help.help_page, name="technician-help"),
]
