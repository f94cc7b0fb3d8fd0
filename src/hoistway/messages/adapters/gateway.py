"""Which channels this installation has, as the settings say."""

from pathlib import Path

from django.conf import settings

from hoistway.messages.adapters.aliyun import AliyunSms, AliyunVoice, CloudKey
from hoistway.messages.adapters.http import HttpGateway
from hoistway.messages.adapters.mail import MailServer
from hoistway.messages.adapters.outbox import Outbox
from hoistway.messages.adapters.parcel import Gateway
from hoistway.messages.adapters.push import WebPush
from hoistway.messages.adapters.robot import Robot
from hoistway.messages.adapters.tencent import TencentSms
from hoistway.messages.vocabulary import Channel


def gateway_for(*, channel: Channel) -> Gateway | None:
    """Return the way out for a channel, None where this installation has none.

    Texts always have one: without a gateway they go into the outbox file. In the demo everything
    does that would reach somebody's telephone, mailbox or chat.
    """
    found = _CONFIGURED[channel]() if channel in _CONFIGURED else None
    if found is not None or channel is Channel.PAGE:
        return found
    return the_outbox(channel=channel) if settings.DEMO or channel is Channel.SMS else None


def _key() -> CloudKey:
    return CloudKey(id=settings.CLOUD_KEY_ID, secret=settings.CLOUD_KEY_SECRET)


def _sms() -> Gateway | None:
    url = settings.SMS_GATEWAY_URL
    if settings.SMS_PROVIDER == "aliyun":
        return AliyunSms(key=_key(), sign=settings.SMS_SIGN, url=url)
    if settings.SMS_PROVIDER == "tencent":
        return TencentSms(key=_key(), sign=settings.SMS_SIGN, app=settings.SMS_APP, url=url)
    return HttpGateway(url=url, token=settings.SMS_GATEWAY_TOKEN) if url else None


def _voice() -> Gateway | None:
    url = settings.VOICE_GATEWAY_URL
    if settings.VOICE_PROVIDER == "aliyun":
        return AliyunVoice(key=_key(), number=settings.VOICE_NUMBER, url=url)
    return HttpGateway(url=url, token=settings.VOICE_GATEWAY_TOKEN) if url else None


def _mail() -> Gateway | None:
    if not settings.MAIL_URL:
        return None
    return MailServer(url=settings.MAIL_URL, sender=settings.MAIL_FROM)


def _push() -> Gateway | None:
    if settings.SANDBOX:
        return None
    return WebPush(
        secret=settings.SECRET_KEY, contact=settings.PUSH_CONTACT, hosts=settings.PUSH_HOSTS
    )


def _robot() -> Gateway | None:
    return None if settings.DEMO else Robot()


_CONFIGURED = {
    Channel.SMS: _sms, Channel.VOICE: _voice, Channel.EMAIL: _mail, Channel.PUSH: _push,
    Channel.ROBOT: _robot,
}  # fmt: skip


def the_gateway() -> Gateway:
    """Return the city's gateway for texts, or the outbox file where none is configured."""
    return _sms() or the_outbox()


def the_outbox(*, channel: Channel = Channel.SMS) -> Outbox:
    """Return the file that takes the messages of a channel without a gateway."""
    return Outbox(path=Path(settings.HOME) / "outbox" / f"{channel}.ndjson")
