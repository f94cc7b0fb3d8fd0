"""Text messages by Tencent Cloud: SendSms and PullSmsSendStatus, version 2021-01-11.

Source: cloud.tencent.com/document/api/382/52077 (TC3-HMAC-SHA256), 382/55981, 382/55979, 382/5807.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from hoistway.messages.adapters.aliyun import CloudKey, template_code
from hoistway.messages.adapters.http import posted
from hoistway.messages.adapters.parcel import Asked, GatewayDown, GatewayRefused, Parcel, Reported

URL = "https://sms.tencentcloudapi.com"
VERSION = "2021-01-11"
REGION = "ap-guangzhou"
ALGORITHM = "TC3-HMAC-SHA256"
KIND = "application/json; charset=utf-8"
SIGNED = "content-type;host;x-tc-action"
MOST_PULLED = 100
BUSY = ("RequestLimitExceeded", "InternalError", "LimitExceeded", "FailedOperation.Insufficient")
"""Beginnings of codes after which the same message may pass later."""


def canonical(*, host: str, action: str, body: bytes) -> str:
    """Return the request as it is signed."""
    lines = f"content-type:{KIND}\nhost:{host}\nx-tc-action:{action.lower()}\n"
    return "\n".join(["POST", "/", "", lines, SIGNED, hashlib.sha256(body).hexdigest()])


def authorization(
    *, host: str, action: str, body: bytes, at: datetime, key: CloudKey
) -> str:  # fmt: skip
    """Return the header `Authorization` of a request at an instant."""
    service, day = host.split(".")[0], f"{at.astimezone(UTC):%Y-%m-%d}"
    scope = f"{day}/{service}/tc3_request"
    request = canonical(host=host, action=action, body=body)
    hashed = hashlib.sha256(request.encode()).hexdigest()
    to_sign = "\n".join([ALGORITHM, str(int(at.timestamp())), scope, hashed])
    secret = f"TC3{key.secret}".encode()
    for part in (day, service, "tc3_request"):
        secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(secret, to_sign.encode(), hashlib.sha256).hexdigest()
    credential = f"Credential={key.id}/{scope}"
    return f"{ALGORITHM} {credential}, SignedHeaders={SIGNED}, Signature={signature}"


class TencentSms:
    """SendSms: a template's number and its parts in order; SerialNo is the receipt."""

    def __init__(self, *, key: CloudKey, sign: str, app: str, url: str = "") -> None:
        self.key, self.sign, self.app, self.url = key, sign, app, url or URL

    def _call(self, action: str, asked: Mapping[str, object], at: datetime) -> dict[str, Any]:
        body = json.dumps(asked, ensure_ascii=False).encode()
        host = urlsplit(self.url).netloc
        headers = {
            "Content-Type": KIND, "Host": host, "X-TC-Action": action, "X-TC-Version": VERSION,
            "X-TC-Timestamp": str(int(at.timestamp())), "X-TC-Region": REGION,
            "Authorization": authorization(
                host=host, action=action, body=body, at=at, key=self.key
            ),
        }  # fmt: skip
        try:
            said = posted(self.url, body=body, headers=headers).json()["Response"]
        except (ValueError, KeyError) as error:
            raise GatewayDown("not an answer of Tencent Cloud") from error
        if "Error" in said:
            _complain(str(said["Error"].get("Code")), str(said["Error"].get("Message")))
        return dict(said)

    def send(self, *, parcel: Parcel) -> str:
        """Send by template. Raises: GatewayDown, GatewayRefused."""
        phone = parcel.address if parcel.address.startswith("+") else f"+86{parcel.address}"
        asked = {
            "PhoneNumberSet": [phone], "SmsSdkAppId": self.app, "SignName": self.sign,
            "TemplateId": template_code(parcel, "tencent"), "SessionContext": parcel.key,
            "TemplateParamSet": list(parcel.facts.values()),
        }  # fmt: skip
        statuses = self._call("SendSms", asked, parcel.at).get("SendStatusSet") or [{}]
        status = statuses[0]
        if status.get("Code") != "Ok":
            _complain(str(status.get("Code")), str(status.get("Message")))
        return str(status.get("SerialNo", ""))[:200]

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Pull what waits there, for whichever message it is. Raises: GatewayDown."""
        limits: dict[str, object] = {"Limit": MOST_PULLED, "SmsSdkAppId": self.app}
        rows = self._call("PullSmsSendStatus", limits, now).get("PullSmsSendStatusSet") or []
        return [
            Reported(
                receipt=str(row["SerialNo"]), arrived=row.get("ReportStatus") == "SUCCESS",
                said=str(row.get("Description", ""))[:200],
            )
            for row in rows
        ]  # fmt: skip


def _complain(code: str, message: str) -> None:
    sentence = f"{code} {message}"[:200]
    raise GatewayDown(sentence) if code.startswith(BUSY) else GatewayRefused(sentence)


def tencent_reports(said: object) -> list[Reported]:
    """Read the callback of delivery: an array of `{"sid", "report_status", "errmsg"}`."""
    rows = said if isinstance(said, list) else [said]
    return [
        Reported(
            receipt=str(row["sid"]), arrived=row.get("report_status") == "SUCCESS",
            said=f"{row.get('errmsg', '')} {row.get('description', '')}".strip()[:200],
        )
        for row in rows
        if isinstance(row, dict) and "sid" in row
    ]  # fmt: skip
