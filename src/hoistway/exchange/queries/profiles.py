"""Which partners there are: profiles that are shipped, and those of this installation.

A file in `HOME/partners` connects a partner. It names a shipped profile by `profile = "…"`, or is
a whole profile of its own; `[connect]` says where the partner is reached.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from hoistway.exchange.rules.profile import Connection, Profile
from hoistway.exchange.rules.reading import ProfileUnsound, connection_of, profile_of
from hoistway.exchange.standards import shipped
from hoistway.foundation.refusal import NotFound

_KEPT: dict[str, tuple[str, Profile]] = {}


@dataclass(frozen=True, slots=True)
class Known:
    """A partner's profile, where it is reached (if it is), and what is wrong with its file."""

    profile: Profile
    connection: Connection | None
    mistake: ProfileUnsound | None = None


def partners_known() -> list[Known]:
    """Return all partners in the order of their names; a mistaken file keeps its mistake.

    Files are read each time: who mends one sees it at the next look.
    """
    found = {name: Known(_profile(text, f"{name}.toml"), None) for name, text in _shipped().items()}
    for file in own_files():
        known = _own(file, found)
        if known is not None:
            found[known.profile.name] = known
    return [found[name] for name in sorted(found)]


def partner_known(*, name: str) -> Known:
    """Return one partner. Raises: NotFound."""
    for known in partners_known():
        if known.profile.name == name:
            return known
    raise NotFound


def own_files() -> list[Path]:
    """Return the files by which this installation's staff connected partners."""
    return sorted((Path(settings.HOME) / "partners").glob("*.toml"))


def mistakes() -> list[ProfileUnsound]:
    """Return what is wrong with this installation's files that name no partner we know."""
    found: list[ProfileUnsound] = []
    for file in own_files():
        try:
            _read(file)
        except ProfileUnsound as unsound:
            found.append(unsound)
    return found


def _shipped() -> dict[str, str]:
    return shipped()


def _own(file: Path, found: dict[str, Known]) -> Known | None:
    try:
        profile, connection = _read(file)
    except ProfileUnsound as unsound:
        known = found.get(file.stem)
        return None if known is None else replace(known, mistake=unsound)
    return Known(profile, connection)


def _read(file: Path) -> tuple[Profile, Connection]:
    text = file.read_text("utf-8")
    name, connection, token_file = connection_of(text=text, file=file.name)
    if name and name not in _shipped():
        raise ProfileUnsound(file=file.name, key="profile", sentence=f"«{name}» is not shipped.")
    profile = _profile(_shipped()[name], f"{name}.toml") if name else _profile(text, file.name)
    if token_file:
        try:
            token = Path(token_file).read_text("utf-8").strip()
        except OSError:
            raise ProfileUnsound(
                file=file.name, key="connect.token_file", sentence="this file cannot be read."
            ) from None
        connection = replace(connection, token=token)
    return profile, connection


def _profile(text: str, file: str) -> Profile:
    kept = _KEPT.get(file)
    if kept is None or kept[0] != text:
        kept = text, profile_of(text=text, file=file)
        _KEPT[file] = kept
    return kept[1]
