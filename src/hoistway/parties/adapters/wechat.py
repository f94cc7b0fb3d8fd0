"""WeChat's answer to the code of a mini-program's log-in.

Source: developers.weixin.qq.com 小程序登录, GET /sns/jscode2session.
"""

from dataclasses import dataclass
from functools import cache
from ssl import SSLContext

import httpx

from hoistway.parties.vocabulary import WeChatFault

TIMEOUT_S = 5.0
"""Chosen: a person waits before a white page; WeChat answers within a second or not at all."""

_OURS = frozenset({"40013", "40125", "41002", "41004", "40002"})
"""Errors of app id and secret: a person of the platform mends them, nobody who signs in."""


class NotFromWeChat(Exception):
    """Raised when WeChat does not say who it is."""

    def __init__(self, fault: WeChatFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class MiniProgram:
    """Our mini-program as WeChat knows it."""

    app_id: str
    secret: str
    url: str
    timeout_s: float = TIMEOUT_S


@cache
def _trusted() -> SSLContext:
    return httpx.create_ssl_context()


def openid_of(*, code: str, program: MiniProgram) -> str:
    """Return who opened the mini-program. The session key in the answer is dropped unread.

    Raises: NotFromWeChat.
    """
    asked = {
        "appid": program.app_id, "secret": program.secret, "js_code": code,
        "grant_type": "authorization_code",
    }  # fmt: skip
    try:
        answer = httpx.get(
            f"{program.url}/sns/jscode2session", params=asked, timeout=program.timeout_s,
            verify=_trusted(),
        )  # fmt: skip
    except httpx.HTTPError:  # the request in it bears the secret: it goes into no log
        raise NotFromWeChat(WeChatFault.NO_ANSWER) from None
    try:
        said = answer.json()
    except ValueError:
        said = None
    if not answer.is_success or not isinstance(said, dict):
        raise NotFromWeChat(WeChatFault.STRANGE if answer.is_success else WeChatFault.NO_ANSWER)
    openid = said.get("openid")
    if said.get("errcode", 0) == 0 and isinstance(openid, str) and openid:
        return openid
    raise NotFromWeChat(_fault(str(said.get("errcode", ""))))


def _fault(errcode: str) -> WeChatFault:
    if errcode in _OURS:
        return WeChatFault.MISCONFIGURED
    try:
        return WeChatFault(errcode)
    except ValueError:
        return WeChatFault.STRANGE
