"""Opens, revokes and lists the feeds of platforms."""

import argparse
import secrets

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.actions import organisation_named
from hoistway.server.cli.errands import print_json
from hoistway.telemetry.actions.devices import declare_cadence, open_feed, revoke_feed
from hoistway.telemetry.queries import feeds
from hoistway.telemetry.vocabulary import CadenceKind


class OpenAlready(Refusal):
    """Raised when a feed is open and its key would change without being asked for."""

    code = "open_already"
    zh = "“{name}”已开通；换钥请加 --new-key。"
    en = "The feed «{name}» is open already; --new-key changes its key."


def do(options: argparse.Namespace) -> int:
    """Do what the options ask for."""
    if options.deed == "open":
        _open(options)
    elif options.deed == "cadence":
        _declare(options)
    elif options.deed == "revoke":
        revoke_feed(name=options.name, now=clock.now(), by=PLATFORM)
        print(f"«{options.name}» is shut out within seconds.")
    else:
        _list(options)
    return 0


def _open(options: argparse.Namespace) -> None:
    running = feeds(by=PLATFORM).filter(name=options.name, revoked_at=None).exists()
    if running and not options.new_key:
        raise OpenAlready(name=options.name)
    organisation = organisation_named(words=options.organisation)
    key = secrets.token_urlsafe(32)
    open_feed(
        name=options.name, organisation_id=organisation.pk, key=key, now=clock.now(), by=PLATFORM
    )
    if options.seconds or options.kind:
        _declare(options)
    print(f"feed\tkey\n{options.name}\t{key}")
    if options.json:
        told = {"feed": options.name, "organisation": organisation.name, "key": key}
        print_json({"ok": True, **told})


def _declare(options: argparse.Namespace) -> None:
    row = feeds(by=PLATFORM).filter(name=options.name, revoked_at=None).first()
    if row is None:
        raise NotFound
    kind = CadenceKind(options.kind or row.cadence_kind)
    seconds = options.seconds or row.cadence_s
    declare_cadence(feed_id=row.pk, kind=kind, seconds=seconds, by=PLATFORM)
    if options.deed == "cadence":
        print(f"«{options.name}» reports {kind} at the latest every {seconds} s.")


def _list(options: argparse.Namespace) -> None:
    rows = list(feeds(by=PLATFORM))
    for row in rows:
        state = f"revoked {row.revoked_at:%F}" if row.revoked_at else "may report"
        print(
            f"{row.name}\t{row.organisation.name}\t{row.opened_at:%F}\t{state}"
            f"\t{row.cadence_kind} {row.cadence_s} s"
        )
    if options.json:
        told = [
            {"feed": row.name, "organisation": row.organisation.name, "opened_at": row.opened_at,
             "revoked_at": row.revoked_at, "cadence_kind": str(row.cadence_kind),
             "cadence_s": row.cadence_s}
            for row in rows
        ]  # fmt: skip
        print_json({"ok": True, "feeds": told})
