"""The door through which providers and browsers report what became of messages."""

import json
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hoistway.foundation import clock
from hoistway.messages.actions import UnknownProvider, keep_report

_THANKS = {"tencent": {"result": 0, "errmsg": "OK"}}
"""What a provider wants to hear, where it is not the house's own answer."""

MOST_BYTES = 262_144
"""Chosen: the largest report of 100 receipts is some 40 kB."""


@csrf_exempt
@require_POST
def report(request: HttpRequest, provider: str) -> JsonResponse:
    """Keep receipts: a provider's by the token of the settings, a browser's by its own word."""
    if provider != "push" and not _may(request):
        return JsonResponse({"code": 1, "msg": "wrong token"}, status=403)
    if len(request.body) > MOST_BYTES:
        return JsonResponse({"code": 1, "msg": "too long"}, status=413)
    try:
        kept = keep_report(provider=provider, said=json.loads(request.body), now=clock.now())
    except ValueError:
        return JsonResponse({"code": 1, "msg": "not JSON"}, status=400)
    except UnknownProvider as refusal:
        return JsonResponse({"code": 1, "msg": str(refusal)}, status=refusal.status)
    thanks: dict[str, object] = {"code": 0, "msg": "OK", "kept": kept}
    return JsonResponse(_THANKS.get(provider, thanks))


def _may(request: HttpRequest) -> bool:
    given, known = request.GET.get("token", ""), settings.RECEIPT_TOKEN
    return bool(known) and compare_digest(given.encode(), known.encode())
