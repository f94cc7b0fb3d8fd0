"""Opens, revokes and lists the keys of programs."""

import argparse

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import Refusal
from hoistway.parties.actions import organisation_named
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.programs.actions import Opening, fresh_secret, open_key, revoke_key
from hoistway.programs.queries import programs
from hoistway.programs.vocabulary import Scope
from hoistway.server.cli.errands import print_json


class KeyOpenAlready(Refusal):
    """Raised when a program is let in and its key would change without being asked for."""

    code = "key_open_already"
    zh = "“{name}”已开通；换钥请加 --new-key。"
    en = "The program «{name}» is let in already; --new-key changes its key."


class SourceNotOwn(Refusal):
    """Raised when a firm or use unit would speak as somebody else."""

    code = "source_not_own"
    zh = "维保单位和使用单位只能以自身名义提供数据：{own}。"
    en = "Firms and use units speak as themselves only: {own}."
    status = 422


class SourceMissing(Refusal):
    """Raised when a bureau's program names no source."""

    code = "source_missing"
    zh = "请用 --source 说明数据来源，例如 inspection、approval、supervision。"
    en = "Say with --source what it speaks as, such as inspection, approval or supervision."
    status = 422


class ScopeUnknown(Refusal):
    """Raised when a key is asked for something that no key may do."""

    code = "scope_unknown"
    zh = "没有权限范围“{scope}”，可选：{known}。"
    en = "There is no scope {scope}; the scopes are {known}."
    status = 422


def do(options: argparse.Namespace) -> int:
    """Do what the options ask for."""
    if options.deed == "open":
        _open(options)
    elif options.deed == "revoke":
        revoke_key(name=options.name, now=clock.now(), by=PLATFORM)
        print(f"«{options.name}» is shut out at once.")
    else:
        _list(options)
    return 0


def source_of(*, organisation: Organisation, wanted: str) -> str:
    """Return the source as which a program of this organisation speaks.

    Raises: SourceNotOwn, SourceMissing.
    """
    own = {OrganisationKind.FIRM: "firm", OrganisationKind.USE_UNIT: "use_unit"}
    word = own.get(OrganisationKind(organisation.kind))
    if word is None:
        if not wanted:
            raise SourceMissing
        return wanted
    source = f"{word}:{organisation.pk}"
    if wanted not in ("", word, source):
        raise SourceNotOwn(own=source)
    return source


def scopes_of(*, words: str) -> frozenset[Scope]:
    """Return the scopes named by codes with commas between.

    Raises: ScopeUnknown.
    """
    known = {str(scope) for scope in Scope}
    wanted = [word.strip() for word in words.split(",") if word.strip()]
    for word in wanted:
        if word not in known:
            raise ScopeUnknown(scope=word, known=", ".join(map(str, Scope)))
    return frozenset(map(Scope, wanted))


def _open(options: argparse.Namespace) -> None:
    running = programs().filter(name=options.name, revoked_at=None).exists()
    if running and not options.new_key:
        raise KeyOpenAlready(name=options.name)
    organisation = organisation_named(words=options.organisation)
    scopes = scopes_of(words=options.scope)
    source = options.source
    if Scope.CLAIMS in scopes:
        source = source_of(organisation=organisation, wanted=source)
    secret = fresh_secret()
    opening = Opening(
        name=options.name, organisation_id=organisation.pk, source=source, secret=secret,
        scopes=scopes,
    )  # fmt: skip
    open_key(opening=opening, now=clock.now(), by=PLATFORM)
    print(f"program\tsource\tkey\n{options.name}\t{source}\t{secret}")
    if options.json:
        print_json(
            {
                "ok": True, "program": options.name, "organisation": organisation.name,
                "source": source, "scopes": sorted(map(str, opening.scopes)), "key": secret,
            }
        )  # fmt: skip


def _list(options: argparse.Namespace) -> None:
    rows = list(programs())
    for row in rows:
        state = f"revoked {row.revoked_at:%F}" if row.revoked_at else "may call"
        told = (row.name, row.organisation.name, row.source, ",".join(row.scopes))
        print("\t".join((*told, f"{row.opened_at:%F}", state)))
    if options.json:
        listed = [
            {"program": row.name, "organisation": row.organisation.name, "source": row.source,
             "scopes": row.scopes, "opened_at": row.opened_at, "revoked_at": row.revoked_at}
            for row in rows
        ]  # fmt: skip
        print_json({"ok": True, "programs": listed})
