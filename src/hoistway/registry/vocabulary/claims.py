"""Who says something of what, and why one saying is held true."""

from hoistway.foundation.terms import Term


class Subject(Term):
    """What a claim speaks of."""

    ELEVATOR = "elevator", "电梯", "Elevator", "286号 二（一）"
    ORGANISATION = "organisation", "单位", "Organisation", "286号 二（一）"
    PLACE = "place", "场所", "Place", "286号 二（一）"


class SourceKind(Term):
    """What sort of source a claim comes from; the notice names the systems."""

    SUPERVISION = "supervision", "监察系统", "Supervision system", "286号 二（一）"
    INSPECTION = "inspection", "检验系统", "Inspection system", "286号 二（一）"
    APPROVAL = "approval", "行政审批系统", "Administrative approval system", "286号 二（一）"
    MOBILE = "mobile", "移动监管系统", "Mobile supervision system", "286号 二（一）"
    FILING = "filing", "维保备案", "Checked filing", "286号 二（一）维保备案"
    FIRM = "firm", "维保单位", "Maintenance firm", "286号 二（一）维保备案"
    USE_UNIT = "use_unit", "使用单位", "Use unit", "286号 附件1 二（三）"
    POSTING = "posting", "张贴核对", "Check at posting", "286号 二（一）智慧电梯码"
    TECHNICIAN = "technician", "维保人员", "Technician", "286号 附件1 二（二）数据纠错"
    PASSENGER = "passenger", "公众", "Passenger", "286号 附件1 二（一）数据纠错"
    TELEMETRY = "telemetry", "远程监测", "Remote monitoring", "286号 二（三）"
    PERSON = "person", "人工裁定", "A regulator's decision", "286号 二（一）"
    RULE = "rule", "自动更正", "Automatic correction", "286号 二（一）自动更正"
    OTHER = "other", "其他系统", "Other system", "house"


class DecisionReason(Term):
    """Why one of several sayings is held true."""

    ONLY = "only", "仅有一个来源", "The only one that says anything", "house"
    AGREED = "agreed", "各来源一致", "All agree", "house"
    RANK = "rank", "来源优先级更高", "The source ranks higher for this field", "house"
    NEWER = "newer", "同级来源中最新", "The newest of equal rank", "house"
    PERSON = "person", "人工裁定", "A person decided", "house"
    RULE = "rule", "规则自动更正", "A rule corrected it", "house"
