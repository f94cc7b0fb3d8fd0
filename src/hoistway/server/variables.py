"""How variables of the environment are read: words with commas, values in files, one sentence."""

import os
from pathlib import Path
from typing import Any

from pydantic_settings import PydanticBaseSettingsSource

from hoistway.foundation.refusal import Refusal

PREFIX = "HOISTWAY_"


class CannotStart(Refusal):
    """Raised when a command cannot do its work on this machine; one sentence says why."""

    code = "cannot_start"
    zh = "{sentence}"
    en = "{sentence}"
    status = 503


def words(value: object) -> object:
    """Return the words between commas; anything but a text as it is."""
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return value


class FileSource(PydanticBaseSettingsSource):
    """Reads `HOISTWAY_X` from the file named by `HOISTWAY_X_FILE`, as container secrets come."""

    def get_field_value(self, field: object, field_name: str) -> tuple[Any, str, bool]:
        """Return the text of the file for this field, or None when no file is named."""
        name = f"{PREFIX}{field_name.upper()}_FILE"
        path = os.environ.get(name)
        if not path:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            sentence = f"{name} names {path}, which cannot be read: {error}."
            raise CannotStart(sentence=sentence) from None

    def __call__(self) -> dict[str, Any]:
        """Return all fields that come from files."""
        names = self.settings_cls.model_fields
        pairs = ((name, self.get_field_value(None, name)[0]) for name in names)
        return {name: value for name, value in pairs if value is not None}
