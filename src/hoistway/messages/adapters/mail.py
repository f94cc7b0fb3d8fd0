"""E-mail by a server of the city's own (SMTP, RFC 5321)."""

import smtplib
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage, get_connection

from hoistway.messages.adapters.parcel import Asked, GatewayDown, GatewayRefused, Parcel, Reported

SMTP = "django.core.mail.backends.smtp.EmailBackend"
TIMEOUT_S = 10


class MailServer:
    """Hands mail to a server: `smtp://`, `smtps://` (TLS) or `smtp+starttls://user:word@host`.

    The Message-ID is the same on every attempt, so that mailboxes can drop repetitions.
    """

    def __init__(self, *, url: str, sender: str) -> None:
        self.url, self.sender = url, sender

    def send(self, *, parcel: Parcel) -> str:
        """Hand one mail over. Raises: GatewayDown, GatewayRefused."""
        to = urlsplit(self.url)
        host = self.sender.rpartition("@")[2].strip("> ") or "hoistway"
        number = f"<{parcel.key}@{host}>"
        try:
            EmailMessage(
                subject=parcel.title, body=f"{parcel.text}\n\n{parcel.link}\n",
                from_email=self.sender, to=[parcel.address], headers={"Message-ID": number},
                connection=get_connection(
                    SMTP, host=to.hostname, port=to.port or 25, timeout=TIMEOUT_S,
                    username=unquote(to.username or ""), password=unquote(to.password or ""),
                    use_ssl=to.scheme == "smtps", use_tls=to.scheme == "smtp+starttls",
                ),
            ).send()  # fmt: skip
        except smtplib.SMTPRecipientsRefused as error:
            code = max(reply[0] for reply in error.recipients.values())
            raise (GatewayRefused if code >= 500 else GatewayDown)(repr(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise GatewayDown(repr(error)) from error
        except ValueError as error:  # an address with a line break
            raise GatewayRefused(repr(error)) from error
        return number

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Know nothing: mail says no more once it is taken."""
        return []
