"""Bring the tables to the present form, collect what pages load, lay out the demo city once."""

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from hoistway.foundation import clock
from hoistway.foundation.sealing import seal_growing_tables
from hoistway.programs.seed import lay_out_keys
from hoistway.registry.queries import invented_elevators
from hoistway.server import addresses, seed
from hoistway.server import secrets as keys
from hoistway.server.start import ANNOUNCEMENT

SEED = 286  # Chosen: the number of the notice; every demo is the same city.


def main() -> None:
    """Do it as the role that owns the tables; all of it may be done again at any time."""
    config = settings.CONFIG
    secrets = keys.keep(home=config.home)
    url = addresses.owner_database_url(config=config, secrets=secrets)
    connections["default"].close()
    connections["default"].settings_dict.update(addresses.django_database(url))
    call_command("migrate", verbosity=0, interactive=False)
    with connections["default"].cursor() as cursor:
        seal_growing_tables(cursor=cursor)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not config.demo:
        return
    guest = seed.lay_out_city(
        elevators=config.elevators, seed=SEED, secrets=secrets, now=clock.now()
    )
    if guest is not None and config.sandbox:
        lay_out_keys(elevators=list(invented_elevators()), now=clock.now())
    elif guest is not None:
        _announce(guest)


def _announce(guest: seed.Guest) -> None:
    note = settings.HOME / ANNOUNCEMENT
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(
        f"A device of your own: user {guest.device}, password {guest.secret},\n"
        f"  topic elevators/{guest.register_number}/status"
        " (payload: docs/integrate/telemetry.md)\n",
        encoding="utf-8",
    )
    note.chmod(0o600)
