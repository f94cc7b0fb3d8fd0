"""Who is scored: a legal person, its branch, or a service point."""

from hoistway.credit.vocabulary import SubjectKind

_BRANCHES = ("分公司", "分支机构", "分部", "办事处")
_STATIONS = ("维保点", "维保站", "服务点", "服务站")


def subject_kind(*, name: str) -> SubjectKind:
    """Return which of the three an organisation is, as far as its name tells.

    Chosen: no register of the platform says it otherwise; a credit code does not tell a branch.
    Source: 宁波 2023 rates the three apart.

    Example:
        >>> subject_kind(name="某某电梯有限公司上海分公司").zh, subject_kind(name="某某电梯").zh
        ('分支机构', '法人')
    """
    told = name.rstrip("）) ")
    if told.endswith(_STATIONS):
        return SubjectKind.STATION
    if told.endswith(_BRANCHES):
        return SubjectKind.BRANCH
    return SubjectKind.LEGAL_PERSON
