"""Keys and passwords, generated at first start, one 0600 file each under `home/secrets`."""

import json
import os
import pwd
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nacl.encoding
import nacl.signing
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from hoistway.server.config import CannotStart


@dataclass(frozen=True, slots=True)
class PlateKeys:
    """The versioned keys that sign what is printed on plates; old versions stay valid."""

    current: int
    by_version: dict[int, bytes]


@dataclass(frozen=True, slots=True)
class Secrets:
    """All secrets of one installation."""

    django_key: str
    plate_keys: PlateKeys
    device_token_key: bytes
    ledger_key: str
    sign_in_key: str
    subject_key: bytes
    webhook_key: bytes
    demo_key: str
    database_superuser_password: str
    database_owner_password: str
    database_app_password: str
    nats_service_password: str
    nats_callout_password: str
    nats_issuer_seed: str

    @property
    def nats_issuer_public(self) -> str:
        """The public account nkey (A…) whose signature on a callout answer NATS believes."""
        return account_public(self.nats_issuer_seed)


def keep(*, home: Path) -> Secrets:
    """Read the secrets of this installation, generating those that do not exist yet.

    Raises: CannotStart when the folder is not ours or may be read by others.
    """
    folder = home / "secrets"
    _prepare(folder)

    def read(name: str, generate: Callable[[], str] = lambda: secrets.token_urlsafe(32)) -> str:
        return _read_or_write(folder / name, generate)

    return Secrets(
        django_key=read("django_key", lambda: secrets.token_urlsafe(64)),
        plate_keys=_plate_keys(read("plate_keys.json", _first_plate_key)),
        device_token_key=bytes.fromhex(read("device_token_key", lambda: secrets.token_hex(32))),
        ledger_key=read("ledger_key", lambda: secrets.token_hex(32)),
        sign_in_key=read("sign_in_key.pem", _new_sign_in_key),
        subject_key=bytes.fromhex(read("subject_key", lambda: secrets.token_hex(64))),
        webhook_key=bytes.fromhex(read("webhook_key", lambda: secrets.token_hex(32))),
        demo_key=read("demo_key"),
        database_superuser_password=read("database_superuser_password"),
        database_owner_password=read("database_owner_password"),
        database_app_password=read("database_app_password"),
        nats_service_password=read("nats_service_password"),
        nats_callout_password=read("nats_callout_password"),
        nats_issuer_seed=read("nats_issuer_seed", new_account_seed),
    )


def _prepare(folder: Path) -> None:
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.stat()
    except OSError as error:
        sentence = f"The folder {folder} cannot be made: {error.strerror}."
        raise CannotStart(sentence=sentence) from None
    if state.st_uid != os.geteuid():
        sentence = (
            f"{folder.parent} belongs to user {_name(state.st_uid)}: "
            "start as that user, or set HOISTWAY_HOME to a folder of your own."
        )
        raise CannotStart(sentence=sentence)
    if state.st_mode & 0o077:
        raise CannotStart(sentence=f"Others may read {folder}: run chmod 700 on it first.")


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _read_or_write(path: Path, generate: Callable[[], str]) -> str:
    try:
        if not path.exists():
            _write_once(path, generate())
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        sentence = f"The secret {path} cannot be read or written: {error.strerror}."
        raise CannotStart(sentence=sentence) from None


def _write_once(path: Path, text: str) -> None:
    descriptor, fresh = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # made with mode 0600
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass  # another process was first: its secret counts
    finally:
        os.unlink(fresh)


def _new_sign_in_key() -> str:
    """Return the key whose signature partners' apps believe; OpenID Connect asks for RSA."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode("ascii")


def _first_plate_key() -> str:
    return json.dumps({"current": 1, "keys": {"1": secrets.token_hex(32)}})


def _plate_keys(text: str) -> PlateKeys:
    data = json.loads(text)
    keys = {int(version): bytes.fromhex(key) for version, key in data["keys"].items()}
    return PlateKeys(current=int(data["current"]), by_version=keys)


# An nkey is base32 of prefix byte(s), 32 bytes of Ed25519 and a CRC-16/XMODEM, little endian.
# Source: github.com/nats-io/nkeys, crc16.go and strkey.go.
_SEED_OF_ACCOUNT = bytes([(18 << 3) | 0, 0])
_PUBLIC_ACCOUNT = bytes([0])


def new_account_seed() -> str:
    """Generate the seed (SA…) of a NATS account key."""
    return _strkey(_SEED_OF_ACCOUNT + secrets.token_bytes(32))


def account_public(seed: str) -> str:
    """Return the public key (A…) that belongs to the seed of an account."""
    signing = nacl.signing.SigningKey(signing_bytes(seed))
    return _strkey(_PUBLIC_ACCOUNT + bytes(signing.verify_key))


def signing_bytes(seed: str) -> bytes:
    """Return the 32 bytes of Ed25519 inside an nkey seed."""
    padded = seed + "=" * (-len(seed) % 8)
    return bytes(nacl.encoding.Base32Encoder.decode(padded.encode()))[2:34]


def _strkey(raw: bytes) -> str:
    whole = raw + _crc16(raw).to_bytes(2, "little")
    return nacl.encoding.Base32Encoder.encode(whole).decode().rstrip("=")


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
