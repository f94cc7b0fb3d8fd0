"""The kept files behind the pages: the frozen contract and its Chinese words, read when changed."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """The Chinese of topics, fields and sentences; what has none stays as it is."""

    topics: Mapping[str, str]
    fields: Mapping[str, str]
    sentences: Mapping[str, str]


def folder() -> Path:
    """Return the folder of guides and contract."""
    place: Path = settings.INTEGRATE
    return place


def contract() -> Told:
    """Return the frozen contract."""
    return _json(folder() / "openapi.json", _changed(folder() / "openapi.json"))


def words() -> Words:
    """Return its Chinese words."""
    return _words(folder() / "words.toml", _changed(folder() / "words.toml"))


def text(path: Path) -> str:
    """Return the text of a guide."""
    return _text(path, _changed(path))


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


@lru_cache(maxsize=2)
def _json(path: Path, _changed: int) -> Told:
    told: Told = json.loads(path.read_text(encoding="utf-8"))
    return told


@lru_cache(maxsize=2)
def _words(path: Path, _changed: int) -> Words:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Words(told["topics"], told["fields"], told["sentences"])


@lru_cache(maxsize=100)
def _text(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")
