"""The local certificate for `--lan`: an authority kept in the home, a fresh leaf at each start."""

import hashlib
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import trustme

_LIFE = timedelta(days=397)  # Source: Apple HT211025, longer ones are refused by phones


@dataclass(frozen=True, slots=True)
class Certificates:
    """The files of the local certificate."""

    authority: Path
    chain: Path
    key: Path

    @property
    def fingerprint(self) -> str:
        """The authority's SHA-256, as phones show it."""
        der = ssl.PEM_cert_to_DER_cert(self.authority.read_text(encoding="ascii"))
        digest = hashlib.sha256(der).hexdigest().upper()
        return ":".join(digest[i : i + 2] for i in range(0, len(digest), 2))


def files(*, home: Path) -> Certificates:
    """Return where the certificate of this home is."""
    folder = home / "tls"
    return Certificates(
        authority=folder / "hoistway-ca.pem", chain=folder / "server.pem", key=folder / "server.key"
    )


def issue(*, home: Path, names: list[str], now: datetime) -> Certificates:
    """Issue a certificate for these names and addresses, making the authority at first."""
    ours = files(home=home)
    ours.authority.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority_key = ours.authority.with_suffix(".key")
    if authority_key.exists():
        authority = trustme.CA.from_pem(ours.authority.read_bytes(), authority_key.read_bytes())
    else:
        authority = trustme.CA(organization_name="Hoistway", organization_unit_name="local")
        ours.authority.write_bytes(authority.cert_pem.bytes())
        _write_private(authority_key, authority.private_key_pem.bytes())
    leaf = authority.issue_cert(
        *names, "localhost", "127.0.0.1", not_before=now - timedelta(days=1), not_after=now + _LIFE
    )
    _write_private(ours.key, leaf.private_key_pem.bytes())
    ours.chain.write_bytes(b"".join(pem.bytes() for pem in leaf.cert_chain_pems))
    return ours


def local_names(address: str) -> list[str]:
    """Return the names under which phones may reach this machine."""
    host = socket.gethostname().split(".")[0].lower()
    plain = host.replace("-", "").isalnum() and host.isascii()
    return [address, f"{host}.local"] if plain else [address]


def how_to_trust(ours: Certificates) -> str:
    """Return what a person does once so that a phone believes the certificate."""
    return (
        f"Phones must trust this city once: send them {ours.authority}\n"
        "  Android: Settings › Security › Install a certificate › CA certificate.\n"
        "  iPhone: open it, Settings › Profile Downloaded › Install, then General › About ›\n"
        "  Certificate Trust Settings › switch it on.\n"
        f"  Compare its SHA-256: {ours.fingerprint}"
    )


def _write_private(path: Path, text: bytes) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_bytes(text)
    fresh.replace(path)
