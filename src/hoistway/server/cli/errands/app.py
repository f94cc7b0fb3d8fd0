"""Lets partners' apps in, renews their secrets, shuts them out, lists them."""

import argparse

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.actions import organisation_named
from hoistway.programs.actions.apps import (
    AppOpened,
    AppOpening,
    all_apps,
    app_owner,
    close_app,
    open_app,
    renew_app,
)
from hoistway.server.cli.errands import print_json


def do(options: argparse.Namespace) -> int:
    """Do what the options ask for."""
    if options.deed == "open":
        _tell(options, _open(options))
    elif options.deed == "renew":
        _tell(options, renew_app(name=options.name, by=PLATFORM))
    elif options.deed == "close":
        close_app(name=options.name, now=clock.now(), by=PLATFORM)
        print(f"«{options.name}» is shut out at once.")
    else:
        _list(options)
    return 0


def _open(options: argparse.Namespace) -> AppOpened:
    organisation = organisation_named(words=options.organisation)
    opening = AppOpening(
        name=options.name, organisation_id=organisation.pk, return_to=tuple(options.return_to),
        public=options.public,
    )  # fmt: skip
    return open_app(opening=opening, now=clock.now(), by=PLATFORM)


def _tell(options: argparse.Namespace, opened: AppOpened) -> None:
    secret = opened.secret or "(none: it proves itself by PKCE)"
    print(f"app\tclient id\tsecret\n{options.name}\t{opened.client_id}\t{secret}")
    if options.json:
        print_json(
            {
                "ok": True, "app": options.name, "client_id": opened.client_id,
                "client_secret": opened.secret,
            }
        )  # fmt: skip


def _list(options: argparse.Namespace) -> None:
    rows = []
    for app in all_apps():
        owner, closed = app_owner(app=app), (app.data or {}).get("closed_at")
        rows.append(
            {
                "app": app.name, "organisation": owner.name if owner else "",
                "client_id": app.pk, "public": app.type == "public",
                "return_to": app.get_redirect_uris(), "opened_at": app.created_at,
                "closed_at": closed,
            }
        )  # fmt: skip
        state = f"closed {closed[:10]}" if closed else "may ask"
        told = (app.name, rows[-1]["organisation"], app.pk, f"{app.created_at:%F}", state)
        print("\t".join(map(str, told)))
    if options.json:
        print_json({"ok": True, "apps": rows})
