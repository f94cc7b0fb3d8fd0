"""What follows a sent form: the next page, or its address for a form that sends itself."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from hoistway.web.templatetags.house import carried

CREATED = 201


def led(request: HttpRequest, there: str, *, said: str, number: str = "") -> HttpResponse:
    """Lead to a page that says what was done.

    A script that sends the form is told the address alone: on a weak network one page is enough.
    """
    query = carried(request)
    there = f"{there}{query}{'&' if query else '?'}said={said}"
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"there": there, "number": number}, status=CREATED)
    return redirect(there)
