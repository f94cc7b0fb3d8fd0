"""The page behind the link in an urgent text: what it says, and one button to confirm it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.messages.actions import confirm_message
from hoistway.messages.queries import message_by_token


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirming(request: HttpRequest, message_token: str) -> HttpResponse:
    """Show an urgent message; a press of the button, not the opening, confirms it.

    Programs that fetch links ahead of people must not confirm in their place.
    """
    if request.method == "POST":
        confirm_message(token=message_token, now=clock.now())
    message = message_by_token(token=message_token)
    response = render(request, "messages/confirming.html", {"message": message})
    response.headers["Cache-Control"] = "no-store"
    return response
