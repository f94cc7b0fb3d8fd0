"""Lists, shows, checks, keeps and chooses mappings."""

import argparse
from pathlib import Path

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotFound
from hoistway.server.cli.errands import print_json
from hoistway.telemetry.actions.mappings import choose_mapping, keep_mapping
from hoistway.telemetry.queries import feeds, mapping_read, mapping_text, mappings

OWN = "own"


def do(options: argparse.Namespace) -> int:
    """Do what the options ask for."""
    if options.deed == "list":
        _list(options)
    elif options.deed == "show":
        print(mapping_text(label=options.label), end="")
    elif options.deed == "use":
        _use(options)
    else:
        text = Path(options.file).read_text(encoding="utf-8")
        if options.deed == "check":
            label = mapping_read(text=text).label
            print(f"{label} can be kept.")
        else:
            label = keep_mapping(text=text, now=clock.now(), by=PLATFORM).label
            print(f"{label} is kept; ./hoistway mapping use FEED {label} reads a feed by it.")
    return 0


def _use(options: argparse.Namespace) -> None:
    row = feeds(by=PLATFORM).filter(name=options.feed, revoked_at=None).first()
    if row is None:
        raise NotFound
    label = "" if options.label == OWN else options.label
    choose_mapping(feed_id=row.pk, label=label, by=PLATFORM)
    print(f"«{options.feed}» is read by {options.label} within seconds.")


def _list(options: argparse.Namespace) -> None:
    users: dict[str, list[str]] = {}
    for row in feeds(by=PLATFORM).filter(revoked_at=None):
        users.setdefault(row.mapping, []).append(row.name)
    known = mappings()
    for label, one in known.items():
        print(f"{label}\t{one.title}\t{one.source}\t{', '.join(users.get(label, [])) or '—'}")
    if options.json:
        told = [
            {"mapping": label, "title": one.title, "source": one.source, "sha256": one.digest,
             "feeds": users.get(label, [])}
            for label, one in known.items()
        ]  # fmt: skip
        print_json({"ok": True, "mappings": told})
