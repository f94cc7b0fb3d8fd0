"""Which source is believed for which field, one file per edition."""

from importlib.resources import files


def editions() -> dict[str, str]:
    """Return the name of each edition with its text, as shipped."""
    folder = files(__name__)
    return {
        one.name.removesuffix(".toml"): one.read_text(encoding="utf-8")
        for one in sorted(folder.iterdir(), key=lambda one: one.name)
        if one.name.endswith(".toml")
    }
