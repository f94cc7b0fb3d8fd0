"""Two big providers: their own documentation's vectors, and their shapes on a real local port."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from hoistway.messages.adapters import tencent
from hoistway.messages.adapters.aliyun import (
    AliyunSms,
    AliyunVoice,
    CloudKey,
    Signing,
    aliyun_reports,
    signed,
)
from hoistway.messages.adapters.parcel import (
    Asked,
    GatewayDown,
    GatewayRefused,
    Parcel,
    Reported,
)
from hoistway.messages.adapters.tencent import TencentSms, canonical, tencent_reports
from tests.messages.gateway_stub import a_city_gateway
from tests.world.parties import NOW

KEY = CloudKey(id="id", secret="secret")
PARCEL = Parcel(
    key="7", address="13800000000", text="x", at=NOW,
    codes={"aliyun": "SMS_1", "aliyun_voice": "TTS_1", "tencent": "1234"},
    facts={"where": "延安东路 1 号", "what": "有人被困"},
)  # fmt: skip


def test_aliyun_signs_as_its_documentation_does() -> None:
    query = {
        "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        "RegionId": "cn-shanghai",
    }
    signing = Signing(
        nonce="3156853299f313e23d1673dc12e1703d", date="2023-10-26T10:22:32Z", version="2014-05-26"
    )

    _, headers = signed(
        host="ecs.cn-shanghai.aliyuncs.com", action="RunInstances", query=query, signing=signing,
        key=CloudKey(id="YourAccessKeyId", secret="YourAccessKeySecret"),
    )  # fmt: skip

    assert headers["Authorization"].endswith(
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_tencent_signs_the_request_of_its_documentation() -> None:
    body = (
        b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    )

    request = canonical(host="cvm.tencentcloudapi.com", action="DescribeInstances", body=body)

    assert hashlib.sha256(request.encode()).hexdigest() == (
        "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84"
    )


def _aliyun_signature(path: str, headers: dict[str, str], secret: str) -> str:
    """Sign a request as received: written from the documentation, not from our sender."""
    names = headers["authorization"].split("SignedHeaders=")[1].split(",")[0]
    asked = sorted(parse_qsl(urlsplit(path).query, keep_blank_values=True))
    query = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in asked)
    lines = "".join(f"{name}:{headers[name]}\n" for name in names.split(";"))
    request = f"POST\n/\n{query}\n{lines}\n{names}\n{headers['x-acs-content-sha256']}"
    hashed = hashlib.sha256(request.encode()).hexdigest()
    to_sign = f"ACS3-HMAC-SHA256\n{hashed}".encode()
    return hmac.new(secret.encode(), to_sign, hashlib.sha256).hexdigest()


def test_aliyun_takes_a_template_and_its_parts() -> None:
    with a_city_gateway() as cloud:
        cloud.body = json.dumps({"Code": "OK", "BizId": "biz^0", "Message": "OK"})

        receipt = AliyunSms(key=KEY, sign="慧梯", url=cloud.base).send(parcel=PARCEL)

    path, headers, _ = cloud.requests[0]
    asked = dict(parse_qsl(urlsplit(path).query))
    assert receipt == "biz^0"
    assert (asked["TemplateCode"], asked["SignName"], asked["OutId"]) == ("SMS_1", "慧梯", "7")
    assert json.loads(asked["TemplateParam"]) == dict(PARCEL.facts)
    assert headers["x-acs-action"] == "SendSms"
    assert headers["authorization"].endswith(_aliyun_signature(path, headers, "secret"))


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("isv.MOBILE_NUMBER_ILLEGAL", GatewayRefused), ("Throttling.User", GatewayDown),
        ("isp.SYSTEM_ERROR", GatewayDown), ("isv.AMOUNT_NOT_ENOUGH", GatewayDown),
    ],
)  # fmt: skip
def test_what_aliyun_says_decides_whether_it_is_tried_again(
    code: str, refusal: type[Exception]
) -> None:
    with a_city_gateway() as cloud:
        cloud.body = json.dumps({"Code": code, "Message": "no"})

        with pytest.raises(refusal):
            AliyunSms(key=KEY, sign="慧梯", url=cloud.base).send(parcel=PARCEL)


def test_aliyun_lets_a_telephone_ring() -> None:
    with a_city_gateway() as cloud:
        cloud.body = json.dumps({"Code": "OK", "CallId": "116012^1"})

        receipt = AliyunVoice(key=KEY, number="021", url=cloud.base).send(parcel=PARCEL)

    asked = dict(parse_qsl(urlsplit(cloud.requests[0][0]).query))
    assert receipt == "116012^1"
    assert (asked["TtsCode"], asked["CalledShowNumber"]) == ("TTS_1", "021")


def test_a_template_without_a_number_is_refused_before_anybody_is_asked() -> None:
    bare = Parcel(key="7", address="138", text="x", at=NOW)

    with pytest.raises(GatewayRefused):
        AliyunSms(key=KEY, sign="慧梯", url="http://127.0.0.1:9").send(parcel=bare)


def test_aliyun_is_asked_what_became_of_each_text() -> None:
    rows = [{"SendStatus": 3, "ErrCode": "DELIVERED"}, {"SendStatus": 1}]
    asked = [Asked(receipt="biz", address="138", sent_at=NOW)]
    with a_city_gateway() as cloud:
        details = {"SmsSendDetailDTO": rows}
        cloud.body = json.dumps({"Code": "OK", "SmsSendDetailDTOs": details})

        told = AliyunSms(key=KEY, sign="慧梯", url=cloud.base).poll(asked=asked, now=NOW)

    assert told == [Reported(receipt="biz", arrived=True, said="DELIVERED")]


def test_tencent_takes_a_template_and_its_parts_in_order() -> None:
    with a_city_gateway() as cloud:
        status = {"Code": "Ok", "SerialNo": "2028:1"}
        cloud.body = json.dumps({"Response": {"SendStatusSet": [status]}})

        receipt = TencentSms(key=KEY, sign="慧梯", app="140", url=cloud.base).send(parcel=PARCEL)

    _, headers, body = cloud.requests[0]
    asked = json.loads(body)
    expected = tencent.authorization(
        host=headers["host"], action="SendSms", body=body, key=KEY,
        at=datetime.fromtimestamp(int(headers["x-tc-timestamp"]), UTC),
    )  # fmt: skip
    assert receipt == "2028:1"
    assert asked["TemplateParamSet"] == ["延安东路 1 号", "有人被困"]
    assert asked["PhoneNumberSet"] == ["+8613800000000"]
    assert headers["authorization"] == expected


@pytest.mark.parametrize(
    ("response", "refusal"),
    [
        ({"SendStatusSet": [{"Code": "InvalidParameterValue.X"}]}, GatewayRefused),
        ({"SendStatusSet": [{"Code": "LimitExceeded.Phone"}]}, GatewayDown),
        ({"Error": {"Code": "AuthFailure", "Message": "?"}}, GatewayRefused),
        ({"Error": {"Code": "InternalError", "Message": "?"}}, GatewayDown),
    ],
)
def test_what_tencent_says_decides_whether_it_is_tried_again(
    response: dict[str, object], refusal: type[Exception]
) -> None:
    with a_city_gateway() as cloud:
        cloud.body = json.dumps({"Response": response})

        with pytest.raises(refusal):
            TencentSms(key=KEY, sign="慧梯", app="140", url=cloud.base).send(parcel=PARCEL)


def test_callbacks_of_both_providers_are_read() -> None:
    texts = aliyun_reports([{"biz_id": "b", "out_id": "7", "success": False, "err_code": "MK:0"}])
    call = aliyun_reports({"call_id": "c", "status_code": "200000", "status_msg": "ok"})
    theirs = tencent_reports([{"sid": "s", "report_status": "SUCCESS", "errmsg": "DELIVRD"}, 3])

    assert texts == [Reported(receipt="b", key="7", arrived=False, said="MK:0")]
    assert call == [Reported(receipt="c", arrived=True, said="200000 ok")]
    assert theirs == [Reported(receipt="s", arrived=True, said="DELIVRD")]
