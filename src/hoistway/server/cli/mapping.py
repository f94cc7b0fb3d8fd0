"""`./hoistway mapping …`: how rows of foreign platforms are read, one file per version."""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    listing = deeds.add_parser("list", help="all mappings, and which feeds are read by them")
    listing.add_argument("--json", action="store_true", help="end with one line of JSON")
    show = deeds.add_parser("show", help="print the file of a mapping, to begin a new one from it")
    show.add_argument("label", metavar="NAME[/VERSION]")
    check = deeds.add_parser("check", help="read a file and say what is wrong; writes nothing")
    check.add_argument("file", metavar="FILE")
    keep = deeds.add_parser("keep", help="keep a version; it never changes afterwards")
    keep.add_argument("file", metavar="FILE")
    use = deeds.add_parser("use", help="read a feed's rows by a mapping from now on")
    use.add_argument("feed", metavar="FEED")
    use.add_argument("label", metavar="NAME/VERSION|own", help="«own»: the house's own form")


def run(options: argparse.Namespace) -> int:
    """Do the deed; the status is 1 when it was refused."""
    return run_errand("mapping", options)
