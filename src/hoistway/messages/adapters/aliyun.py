"""Text messages and calls by Alibaba Cloud: dysmsapi and dyvmsapi, version 2017-05-25.

Source: help.aliyun.com, «V3 版本请求体 & 签名机制» (ACS3-HMAC-SHA256), SendSms, QuerySendDetails,
SingleCallByTts, SmsReport.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

from hoistway.foundation.periods import SHANGHAI
from hoistway.messages.adapters.http import posted
from hoistway.messages.adapters.parcel import Asked, GatewayDown, GatewayRefused, Parcel, Reported

SMS_URL = "https://dysmsapi.aliyuncs.com"
VOICE_URL = "https://dyvmsapi.aliyuncs.com"
VERSION = "2017-05-25"
ALGORITHM = "ACS3-HMAC-SHA256"
BUSY = ("Throttling", "ServiceUnavailable", "InternalError", "isp.", "isv.AMOUNT_NOT_ENOUGH")
"""Beginnings of codes after which the same message may pass later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudKey:
    """An access key of a provider's cloud."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """When a request is signed, by which word of its own, for which version of the service."""

    nonce: str
    date: str
    version: str = VERSION


def _said(text: object) -> str:
    return quote(str(text), safe="-_.~")


def signed(
    *, host: str, action: str, query: Mapping[str, str], key: CloudKey, signing: Signing
) -> tuple[str, dict[str, str]]:  # fmt: skip
    """Return the query and the headers of a request without a body, signed."""
    empty = hashlib.sha256(b"").hexdigest()
    headers = {
        "host": host, "x-acs-action": action, "x-acs-content-sha256": empty,
        "x-acs-date": signing.date, "x-acs-signature-nonce": signing.nonce,
        "x-acs-version": signing.version,
    }  # fmt: skip
    asked = "&".join(f"{_said(name)}={_said(query[name])}" for name in sorted(query))
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join(["POST", "/", asked, lines, names, empty])
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(key.secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    authorization = f"{ALGORITHM} Credential={key.id},SignedHeaders={names},Signature={signature}"
    return asked, headers | {"Authorization": authorization}


def _call(
    url: str, action: str, query: Mapping[str, str], key: CloudKey, at: datetime
) -> dict[str, Any]:  # fmt: skip
    signing = Signing(nonce=uuid4().hex, date=at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    asked, headers = signed(
        host=urlsplit(url).netloc, action=action, query=query, key=key, signing=signing
    )
    answer = posted(f"{url.rstrip('/')}/?{asked}", body=b"", headers=headers)
    try:
        said = answer.json()
    except ValueError as error:
        raise GatewayDown("not JSON") from error
    code = str(said.get("Code", ""))
    if code == "OK":
        return dict(said)
    sentence = f"{code} {said.get('Message', '')}"[:200]
    raise GatewayDown(sentence) if code.startswith(BUSY) else GatewayRefused(sentence)


class AliyunSms:
    """SendSms: a template's code and its parts; OutId is our key, BizId the receipt."""

    def __init__(self, *, key: CloudKey, sign: str, url: str = "") -> None:
        self.key, self.sign, self.url = key, sign, url or SMS_URL

    def send(self, *, parcel: Parcel) -> str:
        """Send by template. Raises: GatewayDown, GatewayRefused."""
        query = {
            "PhoneNumbers": parcel.address, "SignName": self.sign,
            "TemplateCode": template_code(parcel, "aliyun"), "OutId": parcel.key,
            "TemplateParam": json.dumps(dict(parcel.facts), ensure_ascii=False),
        }  # fmt: skip
        return str(_call(self.url, "SendSms", query, self.key, parcel.at).get("BizId", ""))[:200]

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Ask QuerySendDetails, one number after the other. Raises: GatewayDown."""
        return [report for one in asked for report in self._details(one, now)]

    def _details(self, one: Asked, now: datetime) -> list[Reported]:
        query = {
            "PhoneNumber": one.address, "BizId": one.receipt, "PageSize": "10",
            "SendDate": f"{one.sent_at.astimezone(SHANGHAI):%Y%m%d}", "CurrentPage": "1",
        }  # fmt: skip
        said = _call(self.url, "QuerySendDetails", query, self.key, now)
        rows = said.get("SmsSendDetailDTOs", {}).get("SmsSendDetailDTO", [])
        return [
            Reported(
                receipt=one.receipt, arrived=int(row["SendStatus"]) == 3,
                said=str(row.get("ErrCode", "")),
            )
            for row in rows
            if int(row.get("SendStatus", 1)) in (2, 3)
        ]  # fmt: skip


class AliyunVoice:
    """SingleCallByTts: the telephone rings and the template is read out."""

    def __init__(self, *, key: CloudKey, number: str, url: str = "") -> None:
        self.key, self.number, self.url = key, number, url or VOICE_URL

    def send(self, *, parcel: Parcel) -> str:
        """Let a telephone ring. Raises: GatewayDown, GatewayRefused."""
        query = {
            "CalledNumber": parcel.address, "CalledShowNumber": self.number,
            "TtsCode": template_code(parcel, "aliyun_voice"), "OutId": parcel.key[:15],
            "TtsParam": json.dumps(dict(parcel.facts), ensure_ascii=False), "PlayTimes": "2",
        }  # fmt: skip
        return str(
            _call(self.url, "SingleCallByTts", query, self.key, parcel.at).get("CallId", "")
        )[:200]

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Know nothing: the receipt of a call comes by callback."""
        return []


def template_code(parcel: Parcel, provider: str) -> str:
    """Return the provider's number of a parcel's template. Raises: GatewayRefused."""
    code = parcel.codes.get(provider, "")
    if not code:
        raise GatewayRefused(f"no template of {provider} is entered for this message")
    return code


def aliyun_reports(said: object) -> list[Reported]:
    """Read SmsReport (an array) and VoiceReport (status_code 200000 = answered)."""
    rows = said if isinstance(said, list) else [said]
    found = []
    for row in rows:
        if not isinstance(row, dict):
            continue
        if "biz_id" in row:
            found.append(
                Reported(
                    receipt=str(row["biz_id"]), key=str(row.get("out_id", "")),
                    arrived=row.get("success") is True, said=str(row.get("err_code", ""))[:200],
                )
            )  # fmt: skip
        elif "call_id" in row:
            answered = str(row.get("status_code")) == "200000"
            said_of_it = f"{row.get('status_code')} {row.get('status_msg', '')}"
            found.append(
                Reported(receipt=str(row["call_id"]), arrived=answered, said=said_of_it[:200])
            )
    return found
