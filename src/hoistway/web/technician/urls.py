"""What a technician opens beside rescues: scanner, elevator, hazards, month, papers, help."""

from django.urls import path

from hoistway.web.technician import elevator, hazard, help, me, pack, plan, scan, sync

urlpatterns = [
    path("t/sync", sync.sync, name="technician-sync"),
    path("t/blobs/missing", sync.blobs_missing, name="technician-blobs-missing"),
    path("t/blobs/<str:sha256>", sync.blob, name="technician-blob"),
    path("t/keys", sync.keys, name="technician-keys"),
    path("t/pack", pack.pack, name="technician-pack"),
    path("t/pack/<str:register_number>", pack.pack_of_one, name="technician-pack-of-one"),
    path("t/scan", scan.scan, name="technician-scan"),
    path("t/elevators/<str:register_number>", elevator.elevator, name="technician-elevator"),
    path("t/hazards/new", hazard.hazard, name="technician-hazard"),
    path("t/plan", plan.plan, name="technician-plan"),
    path("t/me", me.me, name="technician-me"),
    path("t/help", help.help_page, name="technician-help"),
]
