"""What a firm commits itself to, word for word, and what is sealed with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SCHEMA = "hoistway.pilot_commitment/1"

WORDS = (
    (
        "本单位自愿参加本市电梯“按需维保”试点，所提交的方案和材料真实、准确、完整。",
        (
            "We take part in the city's on-demand maintenance pilot of our own free will; the "
            "plan and the papers we hand in are true, exact and complete."
        ),
    ),
    (
        "通过企业平台对试点电梯实施全天候远程监测，并持续与市智慧电梯平台对接。",
        (
            "We monitor the pilot's elevators day and night through an enterprise platform that "
            "stays connected to the city's platform."
        ),
    ),
    (
        "通过维保小程序或已对接的自有系统开展维保，记录如实、及时。",
        "We maintain through the app or our own connected system, and record truly and in time.",
    ),
    (
        "按本单位方案和逐台年度计划表实施维保，现场维保间隔最长不超过3个月。",
        (
            "We maintain by our plan and each elevator's year plan; no gap between visits on site "
            "is longer than three months."
        ),
    ),
    (
        "开展前在市平台和本单位网站公布维保工作标准和质量承诺，并接受监督。",
        (
            "Before we begin, our work standard and quality commitment are public on the city's "
            "platform and on our own website, open to supervision."
        ),
    ),
    (
        "不再符合试点条件，或者出现应当退出的情形时，立即报告并恢复固定周期维保。",
        (
            "Once we no longer meet the conditions, or have grounds to leave, we say so at once "
            "and return to fixed intervals."
        ),
    ),
)
"""The sentences of the commitment. Source: 286号 附件2 二, 四（一）（三）（四）; 286号 二（三）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What is sealed: who commits, to which plan, by which scan with the firm's seal."""

    number: str
    firm: str
    credit_code: str
    period: str
    first_day: str
    last_day: str
    plan: Mapping[str, str | int]
    plan_file: str
    seal_file: str
    signer: str
    position: str
    signed_at: str


Text = str | int | None | Sequence["Text"] | Mapping[str, "Text"]


def content(*, said: Commitment) -> dict[str, Text]:
    """Return the content of the document that is sealed; canonical form is the ledger's."""
    return {
        "schema": SCHEMA, "application": said.number,
        "firm": {"name": said.firm, "credit_code": said.credit_code},
        "period": {"document": said.period, "first": said.first_day, "last": said.last_day},
        "words": [zh for zh, _ in WORDS], "plan": dict(said.plan), "plan_file": said.plan_file,
        "seal_file": said.seal_file, "signer": {"name": said.signer, "position": said.position},
        "signed_at": said.signed_at,
    }  # fmt: skip


def sentences(*, english: bool) -> Sequence[str]:
    """Return the sentences of the commitment in one language; the Chinese ones count."""
    return [en if english else zh for zh, en in WORDS]
