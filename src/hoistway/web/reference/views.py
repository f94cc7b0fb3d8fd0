"""The pages of the documentation, for anybody, without JavaScript and without a session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.web.public.keeping import LIST_S, kept_for
from hoistway.web.reference.guides import guide_of, shelves
from hoistway.web.reference.kept import folder, text
from hoistway.web.reference.operations import operation_of, topic_of, topics
from hoistway.web.templatetags.house import carried


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show where to begin, all guides and all topics."""
    found = topics()
    facts = {
        "shelves": shelves(), "topics": found,
        "count": sum(len(topic.operations) for topic in found),
    }  # fmt: skip
    return _kept(request, render(request, "reference/home.html", facts))


@require_safe
def guide(request: HttpRequest, guide_slug: str) -> HttpResponse:
    """Show one guide in the language of the page."""
    shown = guide_of(slug=guide_slug, carried=carried(request))
    return _kept(request, render(request, "reference/guide.html", {"guide": shown}))


@require_safe
def topic(request: HttpRequest, topic_slug: str) -> HttpResponse:
    """Show the operations of one topic."""
    shown = topic_of(slug=topic_slug)
    return _kept(request, render(request, "reference/topic.html", {"topic": shown}))


@require_safe
def operation(request: HttpRequest, topic_slug: str, operation_id: str) -> HttpResponse:
    """Show one operation."""
    shown = operation_of(slug=topic_slug, name=operation_id)
    return _kept(request, render(request, "reference/operation.html", {"operation": shown}))


@require_safe
def contract(request: HttpRequest) -> HttpResponse:
    """Give the frozen contract, byte for byte, to programs."""
    response = HttpResponse(text(folder() / "openapi.json"), content_type="application/json")
    return _kept(request, response)


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    return kept_for(response=response, request=request, seconds=LIST_S)
