"""Time stamps of an authority that is not us, over the body of a digest. Source: RFC 3161."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)


class StampWrong(ValueError):
    """Raised when an answer is no time stamp of this text by an authority we trust."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """Who stamped, by the name of the trusted root, and when; `roots` are the trusted in PEM."""

    authority: str
    stamped_at: datetime
    roots: str


def question(*, text: str) -> TimeStampRequest:
    """Return the question for a stamp over a text, with a number used once."""
    asking = TimestampRequestBuilder().data(text.encode()).hash_algorithm(HashAlgorithm.SHA256)
    return asking.cert_request(cert_request=True).build()


def read_stamp(
    *, answer: bytes, text: str, roots: str, asked: TimeStampRequest | None = None
) -> Stamped:
    """Return who stamped a text and when; `roots` are the trusted certificates in PEM.

    With `asked` the answer must repeat its number used once.
    Raises: StampWrong.
    """
    try:
        trusted = x509.load_pem_x509_certificates(roots.encode())
        response = decode_timestamp_response(answer)
        builder = VerifierBuilder.from_request(asked) if asked else VerifierBuilder()
        for certificate in trusted:
            builder = builder.add_root_certificate(certificate)
        builder.build().verify_message(response, text.encode())
        at = response.tst_info.gen_time
    except (ValueError, VerificationError) as error:
        raise StampWrong(str(error)) from None
    name = trusted[0].subject.rfc4514_string()
    again = "".join(one.public_bytes(Encoding.PEM).decode() for one in trusted)
    return Stamped(authority=name[:120], stamped_at=at.astimezone(UTC), roots=again)


def token_sha256(*, answer: bytes) -> str:
    """Return the SHA-256 of an answer, hexadecimal: it holds bytes that no signature covers."""
    return hashlib.sha256(answer).hexdigest()
