"""Who calls: the bearer key of a program, asked of the database each time."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from hoistway.foundation.key_hash import hash_of
from hoistway.openapi.models import ApiKey


class BearerKey(HttpBearer):
    """A key in the header `Authorization: Bearer …`; a revoked one is worth nothing at once."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """Return the program that holds this key."""
        rows = ApiKey.objects.filter(key_hash=hash_of(secret=token), revoked_at=None)
        return rows.select_related("organisation").first()
