"""Read a profile or say in one sentence which key of it is wrong."""

import tomllib
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from hoistway.exchange.rules.profile import (
    Column,
    Connection,
    Counting,
    Form,
    Inward,
    Outward,
    Profile,
    Receipt,
)
from hoistway.exchange.rules.sources import NAMES
from hoistway.exchange.rules.values import FORMS
from hoistway.exchange.rules.wanted import WANTED
from hoistway.exchange.vocabulary import PartnerKind, Rhythm, Topic
from hoistway.foundation.refusal import Refusal


class ProfileUnsound(Refusal):
    """Raised when a partner's profile cannot be used as it stands."""

    code = "profile_unsound"
    zh = "合作方配置文件 {file} 的 {key}：{sentence}"
    en = "The profile {file}, {key}: {sentence}"
    status = 422


class _Bad(Exception):
    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(key)
        self.key, self.sentence = key, sentence


def profile_of(*, text: str, file: str) -> Profile:
    """Return the profile that a TOML text describes. Raises: ProfileUnsound, naming the key."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileUnsound(file=file, key="TOML", sentence=f"{error}.") from None
    try:
        return _profile(tree, sha256(text.encode()).hexdigest())
    except _Bad as bad:
        raise ProfileUnsound(file=file, key=bad.key, sentence=bad.sentence) from None


def connection_of(*, text: str, file: str) -> tuple[str, Connection, str]:
    """Return which profile an installation's file names, where it is reached, and its token file.

    Raises: ProfileUnsound.
    """
    try:
        tree = tomllib.loads(text)
        said = _table(tree, "connect", "")
        _only(said, "connect", {"url", "accept", "timeout_s", "token_file"})
        url = _text(said, "url", "connect")
        if not url.startswith(("https://", "http://", "file:")):
            raise _Bad("connect.url", "it must begin with https://, http:// or file:.")
        accept = _among(said, "accept", "connect", ("signature", "bearer"), "signature")
        connection = Connection(
            url=url.rstrip("/"), accept=accept, timeout_s=_number(said, "timeout_s", "connect", 20)
        )
        return str(tree.get("profile", "")), connection, str(said.get("token_file", ""))
    except tomllib.TOMLDecodeError as error:
        raise ProfileUnsound(file=file, key="TOML", sentence=f"{error}.") from None
    except _Bad as bad:
        raise ProfileUnsound(file=file, key=bad.key, sentence=bad.sentence) from None


def _profile(tree: dict[str, Any], digest: str) -> Profile:
    _only(tree, "", {"partner", "form", "receipt", "out", "in", "codes", "connect", "profile"})
    said = _table(tree, "partner", "")
    _only(said, "partner", {"name", "kind", "zh", "en", "basis"})
    codes = {
        name: {str(word): str(code) for word, code in _table(tree["codes"], name, "codes").items()}
        for name in tree.get("codes", {})
    }
    return Profile(
        name=_text(said, "name", "partner"), zh=_text(said, "zh", "partner"),
        en=_text(said, "en", "partner"), basis=_text(said, "basis", "partner"),
        kind=PartnerKind(_among(said, "kind", "partner", tuple(map(str, PartnerKind)))),
        form=_form(tree.get("form", {})), receipt=_receipt(tree.get("receipt", {})),
        out=_each_topic(_outward(one, number, codes) for number, one in _listed(tree, "out")),
        inn=_each_topic(_inward(one, number, codes) for number, one in _listed(tree, "in")),
        codes=codes, sha256=digest,
    )  # fmt: skip


def _form(said: dict[str, Any]) -> Form:
    _only(said, "form", {"kind", "records", "head", "most"})
    return Form(
        kind=_among(said, "kind", "form", ("json", "ndjson", "csv"), "json"),
        records=str(said.get("records", "records")),
        head={str(name): str(value) for name, value in said.get("head", {}).items()},
        most=_number(said, "most", "form", 500),
    )


def _receipt(said: dict[str, Any]) -> Receipt:
    _only(
        said, "receipt",
        {"later", "accepted", "words", "refused", "refused_key", "refused_reason"},
    )  # fmt: skip
    return Receipt(
        later=bool(said.get("later")), accepted=str(said.get("accepted", "")),
        words=tuple(map(str, said.get("words", ()))), refused=str(said.get("refused", "")),
        refused_key=str(said.get("refused_key", "key")),
        refused_reason=str(said.get("refused_reason", "reason")),
    )  # fmt: skip


def _outward(said: dict[str, Any], number: int, codes: Mapping[str, object]) -> Outward:
    where = f"out[{number}]"
    _only(said, where, {"topic", "path", "key", "full", "delta", "where", "columns", "count"})
    topic = Topic(_among(said, "topic", where, tuple(map(str, Topic.outward()))))
    rhythms = tuple(map(str, Rhythm))
    known = NAMES[topic]
    columns = _columns(_table(said, "columns", where), f"{where}.columns", known, codes)
    key = _text(said, "key", where)
    if key not in {one.name for one in columns}:
        raise _Bad(f"{where}.key", f"«{key}» is no column.")
    conditions = {
        str(name): tuple(map(str, words)) for name, words in said.get("where", {}).items()
    }
    for name in conditions:
        if name not in known:
            raise _Bad(f"{where}.where", f"«{name}» is no value of {topic}.")
    return Outward(
        topic=topic, path=str(said.get("path", f"/{topic}")), key=key, columns=columns,
        full=Rhythm(_among(said, "full", where, rhythms, "never")),
        delta=Rhythm(_among(said, "delta", where, rhythms, "nightly")),
        where=conditions, count=_count(said.get("count"), where),
    )  # fmt: skip


def _count(said: dict[str, Any] | None, where: str) -> Counting | None:
    if said is None:
        return None
    _only(said, f"{where}.count", {"path", "total", "areas"})
    return Counting(
        path=_text(said, "path", where), total=str(said.get("total", "total")),
        areas=str(said.get("areas", "")),
    )  # fmt: skip


def _inward(said: dict[str, Any], number: int, codes: Mapping[str, object]) -> Inward:
    where = f"in[{number}]"
    _only(said, where, {"topic", "records", "columns"})
    topic = Topic(_among(said, "topic", where, tuple(map(str, Topic.inward()))))
    columns = _columns(_table(said, "columns", where), f"{where}.columns", None, codes)
    wanted = WANTED[topic]
    for column in columns:
        if column.name not in wanted:
            names = ", ".join(wanted)
            raise _Bad(f"{where}.columns.{column.name}", f"of {topic} we read only {names}.")
    for name, needed in wanted.items():
        if needed and name not in {one.name for one in columns}:
            raise _Bad(f"{where}.columns", f"«{name}» is needed.")
    return Inward(topic=topic, records=str(said.get("records", "")), columns=columns)


def _columns(
    said: dict[str, Any], where: str, known: Iterable[str] | None, codes: Mapping[str, object]
) -> tuple[Column, ...]:
    return tuple(_column(name, one, where, known, codes) for name, one in said.items())


_KEYS = {"from", "constant", "default", "codes", "form", "required", "most", "each", "columns"}


def _column(
    name: str, said: Any, where: str, known: Iterable[str] | None, codes: Mapping[str, object]
) -> Column:
    if isinstance(said, str):
        said = {"from": said}
    here = f"{where}.{name}"
    if not isinstance(said, dict):
        raise _Bad(here, "it must be the name of a value or a table.")
    _only(said, here, _KEYS)
    source = str(said.get("each", said.get("from", "")))
    if not source and "constant" not in said:
        raise _Bad(here, "it has neither «from» nor «constant».")
    if known is not None and source and source.lstrip("@") not in known:
        raise _Bad(here, f"there is no value «{source}»; there are {', '.join(sorted(known))}.")
    if said.get("codes") and said["codes"] not in codes:
        raise _Bad(f"{here}.codes", f"there is no code list «{said['codes']}».")
    form = str(said.get("form", ""))
    if form and form.partition(":")[0] not in FORMS:
        raise _Bad(f"{here}.form", f"forms are {', '.join(FORMS)}.")
    inner = said.get("columns", {})
    return Column(
        name=name, source=source, codes=str(said.get("codes", "")), form=form,
        constant=str(said["constant"]) if "constant" in said else None,
        default=str(said["default"]) if "default" in said else None,
        required=bool(said.get("required")), most=_number(said, "most", here, 0),
        inner=_columns(inner, here, NAMES[Topic.RECEIPTS], codes) if "each" in said else (),
    )  # fmt: skip


def _each_topic(rows: Iterable[Any]) -> tuple[Any, ...]:
    found = tuple(rows)
    topics = [one.topic for one in found]
    for topic in topics:
        if topics.count(topic) > 1:
            raise _Bad(str(topic), "a topic stands once in each direction.")
    return found


def _listed(tree: dict[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    found = tree.get(key, [])
    if not isinstance(found, list):
        raise _Bad(key, f"write [[{key}]], one for each topic.")
    return list(enumerate(found, start=1))


def _only(said: Mapping[str, Any], where: str, known: set[str]) -> None:
    for name in said:
        if name not in known:
            raise _Bad(f"{where}.{name}".lstrip("."), f"keys are {', '.join(sorted(known))}.")


def _table(tree: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    found = tree.get(key)
    if not isinstance(found, dict):
        raise _Bad(f"{where}.{key}".lstrip("."), "this table is missing.")
    return found


def _text(said: Mapping[str, Any], key: str, where: str) -> str:
    found = said.get(key)
    if not isinstance(found, str) or not found.strip():
        raise _Bad(f"{where}.{key}", "this text is missing.")
    return found.strip()


def _number(said: Mapping[str, Any], key: str, where: str, default: int) -> int:
    found = said.get(key, default)
    if not isinstance(found, int) or found < 0:
        raise _Bad(f"{where}.{key}", "it must be a whole number.")
    return found


def _among(
    said: Mapping[str, Any], key: str, where: str, words: tuple[str, ...], default: str = ""
) -> str:
    found = str(said.get(key, default))
    if found not in words:
        raise _Bad(f"{where}.{key}", f"it must be one of {', '.join(words)}.")
    return found
