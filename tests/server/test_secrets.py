import stat
from pathlib import Path

import nkeys
import pytest

from hoistway.server import secrets
from hoistway.server.config import CannotStart


def test_secrets_are_kept_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    first = secrets.keep(home=tmp_path)

    assert secrets.keep(home=tmp_path) == first
    files = list((tmp_path / "secrets").iterdir())
    assert len(files) == 14
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_folder_that_others_may_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets").chmod(0o755)

    with pytest.raises(CannotStart, match="chmod 700"):
        secrets.keep(home=tmp_path)


def test_issuer_seed_is_an_nkey_of_an_account() -> None:
    seed = secrets.new_account_seed()

    assert nkeys.from_seed(seed.encode()).public_key.decode() == secrets.account_public(seed)
