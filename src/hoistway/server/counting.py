"""Says in each answer of the demo how many questions the page asked of the database."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class CountedQueries:
    """Adds `Server-Timing: db;desc="N queries";dur=MS`, which every browser's tools show."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say what the answer cost."""
        count, seconds = 0, 0.0

        def counted(execute: Callable[..., Any], *asked: Any) -> Any:
            nonlocal count, seconds
            began = perf_counter()
            try:
                return execute(*asked)
            finally:
                count += 1
                seconds += perf_counter() - began

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response["Server-Timing"] = f'db;desc="{count} queries";dur={seconds * 1000:.1f}'
        return response
