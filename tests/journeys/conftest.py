"""Pages as a running house serves them, for stories in which somebody reads one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.pages import static_files_collected


@pytest.fixture(autouse=True, scope="session")
def _static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with static_files_collected(into=tmp_path_factory.mktemp("static")) as folder:
        yield folder
