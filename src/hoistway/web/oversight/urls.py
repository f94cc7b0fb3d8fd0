"""The addresses of the online desk."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.oversight import desk, inquiries, lists, record

ROOM = "oversight"
ONE = f"{ROOM}/inquiries/<str:inquiry_number>"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ROOM, desk.oversight, name="oversight"),
    path(f"{ROOM}/lists", lists.lists, name="oversight-lists"),
    path(f"{ROOM}/records/<uuid:visit_uid>", record.record, name="oversight-record"),
    path(f"{ROOM}/records/<uuid:visit_uid>/ask", record.ask, name="oversight-ask"),
    path(f"{ROOM}/inquiries", inquiries.inquiries, name="inquiries"),
    path(ONE, inquiries.inquiry, name="inquiry"),
    path(f"{ONE}/say", inquiries.say, name="inquiry-say"),
    path(f"{ONE}/files/<int:inquiry_step_id>", inquiries.file, name="inquiry-file"),
]
