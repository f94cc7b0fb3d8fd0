"""The story of `demo --story`: its last line is one JSON object, its status the truth of it."""

import json

import django

from hoistway.server import config as settings_of
from hoistway.server.config import Config


async def play(*, config: Config, seed: int, elevator: str | None, setup_s: float) -> int:
    """Play it and print what came of it; return 0 only when every stage was seen."""
    settings_of.name_settings()
    django.setup()
    from hoistway.server.story.play import tell  # noqa: PLC0415 -- needs the settings

    told = await tell(config=config, seed=seed, elevator=elevator, setup_s=setup_s)
    print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0 if told["ok"] else 1
