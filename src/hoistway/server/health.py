"""Is this process alive, and is everything behind it fit to serve?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from hoistway.emergency.queries import due_incidents
from hoistway.foundation import clock
from hoistway.messages.queries import message_counts
from hoistway.telemetry.queries import intake_health


def alive(request: HttpRequest) -> JsonResponse:
    """Answer while this process runs at all."""
    return JsonResponse({"alive": True})


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, with the age of the work that waits; else 503."""
    now = clock.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), coalesce(extract(epoch FROM now() - min(e.at)), 0)"
                " FROM procrastinate_jobs j LEFT JOIN procrastinate_events e"
                " ON e.job_id = j.id AND e.type = 'deferred' WHERE j.status = 'todo'"
            )
            waiting, oldest_s = cursor.fetchone()
        facts = {
            "ready": True,
            "at": now.isoformat(),
            "jobs_waiting": waiting,
            "oldest_job_s": round(float(oldest_s), 1),
            "rescues_unlooked": len(due_incidents(now=now)),
            "messages": {str(state): n for state, n in message_counts().items()},
            "intake": intake_health(now=now),
        }
    except DatabaseError:
        return JsonResponse({"ready": False, "reason": "The database does not answer."}, status=503)
    return JsonResponse(facts)
