"""Starts one process of ours: logs, Django, then the `main` of `hoistway.server.<name>`."""

import importlib

import django

from hoistway.server import config, logging


def run_process(name: str) -> int:
    """Run `hoistway.server.<name>.main()` with Django set up, and return its exit status."""
    ours = config.load()
    config.name_settings()
    logging.set_up(process=name, level=ours.log_level)
    django.setup()
    module = importlib.import_module(f"hoistway.server.{name}")
    return int(module.main() or 0)
