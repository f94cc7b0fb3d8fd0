"""Style sheets and modules under names that carry the hash of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Keeps a file's name as it is where nothing was collected yet, as in tests of single rooms."""

    manifest_strict = False
