"""The addresses by which anybody checks a record."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.verify import digests, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify", views.verify, name="verify"),
    path("verify/<uuid:document_uid>", views.document, name="verify-document"),
    path("digests", digests.digest_list, name="digests"),
    path("digests.ndjson", digests.lines, name="digest-lines"),
]
