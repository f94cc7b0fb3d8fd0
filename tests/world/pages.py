"""Static files as a running house serves them: collected, hashed, compressed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
"""The frozen policy of all pages, directive by directive."""

LOADED = re.compile(r"<(?:link|script)\b[^>]*?\b(?:href|src)=\"(/static/[^\"]+)\"")
"""What a page loads before it is whole: sheets, modules and its icon."""


def storages() -> dict[str, Any]:
    """Return the storages of the settings, written anew so that Django forgets what it read."""
    return dict(settings.STORAGES)


@contextmanager
def static_files_collected(*, into: Path) -> Iterator[Path]:
    """Collect the static files into a folder and serve from it inside the block."""
    with override_settings(STATIC_ROOT=into, STORAGES=storages()):
        call_command("collectstatic", interactive=False, verbosity=0)
        with override_settings(STORAGES=storages()):
            yield into
