"""The words of changes: what can change, how those who follow are told, why they are not."""

from hoistway.foundation.terms import Term

_HOOKS = "Standard Webhooks 1.0"
_DATA = "286号 二（一）动态更新"
_UPKEEP = "286号 二（二）"
_RESCUE = "286号 二（五）"
_PILOT = "286号 附件2"
_CODE = "286号 二（一）三"
_CREDIT = "286号 二（六）"
_ON_DEMAND = "286号 二（三）"


class ChangeKind(Term):
    """What happened to a thing that others follow; the type of an event out of this platform."""

    ELEVATOR_REGISTERED = "elevator.registered", "电梯登记", "Elevator registered", _DATA
    ELEVATOR_FACTS = "elevator.facts_changed", "登记信息变更", "Facts changed", _DATA
    ELEVATOR_MERGED = "elevator.merged", "两条登记合并", "Two rows are one elevator", _DATA
    ELEVATOR_SPLIT = "elevator.split", "合并撤回", "A merge was taken back", _DATA
    ELEVATOR_TURNED = "elevator.firm_changed", "维保单位变更", "Maintenance firm changed", _DATA
    REQUEST_FILED = "use_request.filed", "使用登记申请提交", "Use request filed", _DATA
    REQUEST_SETTLED = "use_request.settled", "使用登记申请办结", "Use request settled", _DATA
    FILING_FILED = "filing.filed", "电梯备案提交", "Filing of an elevator made", _DATA
    FILING_SETTLED = "filing.settled", "电梯备案办结", "Filing of an elevator settled", _DATA
    FILING_DISPUTED = "filing.disputed", "备案有争议", "Filing disputed", _DATA
    FIRM_FILED = "firm_filing.filed", "单位备案提交", "Filing of a firm made", _DATA
    FIRM_SETTLED = "firm_filing.settled", "单位备案办结", "Filing of a firm settled", _DATA
    MISMATCH_OPENED = "mismatch.opened", "发现现场不一致", "Mismatch found on site", _DATA
    MISMATCH_MOVED = "mismatch.moved", "现场不一致进展", "Mismatch moved", _DATA
    PLATE_POSTED = "plate.posted", "电梯码张贴", "Plate posted", _CODE
    PLATE_REPORTED = "plate.reported", "电梯码损坏或丢失", "Plate damaged or lost", _CODE
    BULLETIN_PUBLISHED = "bulletin.published", "公告发布", "Bulletin published", "286号 附件1"
    VISIT_SIGNED = "visit.signed", "维保记录签字", "Visit signed", _UPKEEP
    VISIT_ANSWERED = "visit.answered", "使用单位答复维保", "Visit answered", _UPKEEP
    REPAIR_OPENED = "repair.opened", "修理立单", "Repair opened", _UPKEEP
    REPAIR_MOVED = "repair.moved", "修理进展", "Repair moved", _UPKEEP
    NOTICE_ISSUED = "notice.issued", "书面告知发出", "Written notice issued", _UPKEEP
    NOTICE_MOVED = "notice.moved", "书面告知进展", "Written notice moved", _UPKEEP
    DEVIATION_MOVED = "deviation.moved", "监测偏离进展", "Deviation found or moved", _ON_DEMAND
    FAULT_OPENED = "fault.opened", "发现故障", "Fault opened", _RESCUE
    FAULT_MOVED = "fault.moved", "故障进展", "Fault moved", _RESCUE
    INCIDENT_OPENED = "incident.opened", "救援立案", "Rescue opened", _RESCUE
    INCIDENT_CALLED = "incident.called", "救援派单", "Technician called", _RESCUE
    INCIDENT_ACCEPTED = "incident.accepted", "救援接单", "Rescue accepted", _RESCUE
    INCIDENT_UNDER_WAY = "incident.under_way", "救援出发", "Technician under way", _RESCUE
    INCIDENT_ARRIVED = "incident.arrived", "救援到场", "Technician arrived", _RESCUE
    INCIDENT_FREED = "incident.freed", "乘客救出", "Passengers freed", _RESCUE
    INCIDENT_CLOSED = "incident.closed", "救援完工", "Rescue closed", _RESCUE
    INCIDENT_MOVED = "incident.moved", "救援其他进展", "Rescue moved otherwise", _RESCUE
    INSPECTION_RECORDED = (
        "inspection.recorded", "检验检测报告", "Report of an inspection", "286号 二（一）检验机构",
    )  # fmt: skip
    INSPECTION_ASKED = (
        "inspection_request.moved", "检验申请进展", "Inspection asked for",
        "特种设备安全法 art. 40",
    )  # fmt: skip
    STOP_ORDERED = "stop.ordered", "停止使用", "Stop of use ordered", "特种设备安全法 art. 40"
    STOP_LIFTED = "stop.lifted", "恢复使用", "Stop of use lifted", "特种设备安全法 art. 40"
    POLICY_ENTERED = "policy.entered", "责任保险录入", "Policy entered", f"{_PILOT} 三"
    COVER_BEGUN = "cover.begun", "电梯投保", "Elevator covered", f"{_PILOT} 三"
    COVER_ENDED = "cover.ended", "电梯保障终止", "Cover of an elevator ended", f"{_PILOT} 三"
    REPORT_FILED = "report.filed", "公众反映", "Public report filed", "286号 二（四）"
    REPORT_MOVED = "report.moved", "公众反映进展", "Public report moved", "286号 二（四）"
    FIRM_PILOT_MOVED = "firm_pilot.moved", "试点企业进展", "Firm's pilot moved", _PILOT
    PILOT_MOVED = "pilot.moved", "试点电梯进展", "Elevator's pilot moved", _PILOT
    PLAN_ADOPTED = "yearplan.adopted", "年度计划通过", "Year plan adopted", _PILOT
    EXIT_MOVED = "exit_case.moved", "试点退出进展", "Exit case moved", f"{_PILOT} 四（四）"
    SAMPLE_CHECKED = "sample.checked", "抽查结果", "Sample checked", "286号 二（三）"
    INQUIRY_MOVED = "inquiry.moved", "网上督查进展", "Inquiry moved", _UPKEEP
    CHECK_FINISHED = "check.finished", "监督检查完成", "Check finished", "特种设备安全监督检查办法"
    ORDER_MOVED = "order.moved", "监察指令进展", "Order moved", "特种设备安全监督检查办法 art. 23"
    CREDIT_PUBLISHED = "credit_round.published", "信用评价公布", "Credit published", _CREDIT
    OBJECTION_MOVED = "objection.moved", "信用异议进展", "Objection moved", _CREDIT


class WebhookState(Term):
    """Whether changes are sent to an address."""

    CHECKING = "checking", "等待首次应答", "Waits for a first answer", _HOOKS
    ACTIVE = "active", "投递中", "Sending", _HOOKS
    PAUSED = "paused", "已暂停", "Paused", _HOOKS
    ENDED = "ended", "已结束", "Ended", _HOOKS


class PauseReason(Term):
    """Why nothing is sent to an address at present."""

    BY_HAND = "by_hand", "人工暂停", "Paused by hand", "house"
    FAILING = "failing", "长期投递失败", "Failed for days", _HOOKS
    GONE = "gone", "对方答复 410 不再接收", "The address answered 410 Gone", _HOOKS
    NOBODY = "nobody", "责任人已离任", "Nobody answers for it any more", "house"
    NO_KEY = "no_key", "程序密钥已失效", "The key of its program is worth nothing", "house"


class DeliveryState(Term):
    """What became of one change sent to one address."""

    WAITING = "waiting", "待投递", "Waiting", _HOOKS
    DELIVERED = "delivered", "已送达", "Delivered", _HOOKS
    FAILED = "failed", "投递失败", "Failed", _HOOKS


class WebhookDeed(Term):
    """What was done to an address."""

    OPEN = "open", "开通", "Opened", "house"
    CHANGE = "change", "修改", "Changed", "house"
    TEST = "test", "测试", "Tested", "house"
    PAUSE = "pause", "暂停", "Paused", "house"
    RESUME = "resume", "恢复", "Resumed", "house"
    ROTATE = "rotate", "更换签名密钥", "Secret changed", _HOOKS
    REPLAY = "replay", "补发", "Sent again", _HOOKS
    END = "end", "结束", "Ended", "house"
