"""The words of the messages room."""

from hoistway.foundation.terms import Term


class Purpose(Term):
    """Why a message is sent."""

    RESCUE_CALL = "rescue_call", "救援派单", "Rescue call", "286号 二（五）"
    RESCUE_NOTICE = "rescue_notice", "困人告知", "Entrapment notice", "上海市电梯安全管理办法 (M)"
    FIRE_SERVICE = "fire_service", "请求119", "Fire service needed", "DB32/T 4130-2021"
    FIRM_FILING = "firm_filing", "单位备案结果", "Outcome of a firm's filing", "286号 二（一）"
    USE_REQUEST = "use_request", "使用登记申请结果", "Outcome of a use request", "TSG 08 (M)"
    BINDING = "binding", "电梯绑定变更", "Binding to an elevator changed", "286号 附件1 二（二）"
    FILING_URGE = "filing_urge", "备案催办", "Filing is overdue", "286号 二（一）督促"
    SPOT_CHECK = "spot_check", "备案抽查结果", "Outcome of a spot-check", "286号 二（一）核查"
    PLATE_URGE = "plate_urge", "催办张贴", "Urged to post plates", "286号 二（一）三"
    MISMATCH = "mismatch", "现场不一致督办", "Mismatch between site and filing", "286号 二（一）"


class Channel(Term):
    """By which way a message travels."""

    PAGE = "page", "打开的页面", "Open page", "house"
    SMS = "sms", "短信", "Text message", "house"


class DeliveryState(Term):
    """What became of a message on one channel."""

    QUEUED = "queued", "待发送", "Queued", "house"
    SENT = "sent", "已发出", "Sent", "house"
    EXPIRED = "expired", "已过期", "Expired", "house"
    FAILED = "failed", "发送失败", "Failed", "house"
    NO_ADDRESS = "no_address", "无联系方式", "No address", "house"
