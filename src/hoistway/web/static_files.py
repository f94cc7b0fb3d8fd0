"""Style sheets and modules under names that carry the hash of their content."""

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Keeps a file's name as it is where nothing was collected yet, as in tests of single rooms."""

    manifest_strict = False


class WholeStaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Sends each static file whole: they are a few kilobytes, and ASGI has no stream of files."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """Return the answer with the file's content, its headers and nothing added."""
        found = static_file.get_response(request.method, request.META)
        content = b""
        if found.file is not None:
            with found.file as file:
                content = file.read()
        response = HttpResponse(content, status=int(found.status))
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response
