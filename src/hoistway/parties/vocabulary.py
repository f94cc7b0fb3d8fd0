"""The words of the parties room."""

from hoistway.foundation.terms import Term


class OrganisationKind(Term):
    """What an organisation is in the life of an elevator."""

    FIRM = "firm", "维保单位", "Maintenance firm", "TSG T5002-2017 art. 3"
    USE_UNIT = "use_unit", "使用单位", "Use unit", "特种设备安全法 art. 38"
    BUREAU = "bureau", "市场监督管理局", "Market regulation bureau", "沪市监特种〔2020〕286号"
    DISPATCH_CENTRE = "dispatch_centre", "应急处置中心", "Dispatch centre", "286号 二（五）"
    INSPECTION_BODY = "inspection_body", "检验机构", "Inspection body", "286号 二（一）"
    INSURER = "insurer", "保险机构", "Insurer", "286号 附件2"


class JurisdictionKind(Term):
    """What sort of area a bureau answers for."""

    CITY = "city", "市", "City", "GB/T 2260"
    DISTRICT = "district", "区", "District", "GB/T 2260"
    ZONE = "zone", "新片区", "New area", "286号: 临港新片区市场监管局"
    FOREIGN = "foreign", "外地", "Elsewhere", "house: registers of other places"


class RoleKind(Term):
    """In which role a person signs in."""

    TECHNICIAN = "technician", "维保人员", "Technician", "286号 附件1 二（二）"
    FIRM_OFFICE = "firm_office", "维保单位管理员", "Firm office", "286号 二（一）"
    USE_UNIT = "use_unit", "使用单位管理员", "Use unit", "286号 附件1 二（三）"
    DISPATCHER = "dispatcher", "应急调度员", "Dispatcher", "286号 二（五）"
    DISTRICT_REGULATOR = (
        "district_regulator",
        "区监管人员",
        "District regulator",
        "286号 附件1 二（四）",
    )
    CITY_REGULATOR = "city_regulator", "市局监管人员", "City regulator", "286号 三（四）"
    INSPECTOR = "inspector", "检验人员", "Inspector", "286号 二（一）检验机构"
    INSURER = "insurer", "保险机构人员", "Insurer", "286号 附件2"


class CertificateKind(Term):
    """Items of the certificate for special-equipment workers."""

    T = "T", "电梯修理", "Elevator repair", "TSG Z6001-2019 (M)"
    A = "A", "特种设备安全管理", "Special-equipment safety management", "TSG Z6001-2019 (M)"


class Deed(Term):
    """What a role may be allowed to do; the table stands in `rules/permissions.py`."""

    SEE_ELEVATORS = "see_elevators", "查看电梯", "See elevators", "house"
    SEE_INCIDENTS = "see_incidents", "查看救援", "See incidents", "286号 附件1 二"
    SEE_ALARMS = "see_alarms", "查看监测告警", "See monitoring alarms", "286号 二（五）"
    SEE_FEEDS = "see_feeds", "查看接入质量", "See intake quality", "286号 二（三）"
    SEE_MESSAGES = "see_messages", "查看通知送达", "See message delivery", "286号 二（五）"
    CALL_RESCUE = "call_rescue", "呼叫救援", "Call for rescue", "286号 附件1 二（三）"
    ANSWER_CALL = "answer_call", "接单救援", "Answer a rescue call", "286号 附件1 二（二）"
    COMMAND_RESCUE = "command_rescue", "指挥救援", "Command a rescue", "286号 二（五）"
    JUDGE_RESCUE = "judge_rescue", "复核评价", "Review a rescue", "286号 二（五）科学评价"
    SEE_QUALITY = "see_quality", "查看数据质量", "See data quality", "286号 二（一）"
    SETTLE_FINDINGS = "settle_findings", "处理数据问题", "Settle findings", "286号 二（一）"
    ANSWER_FINDINGS = "answer_findings", "答复数据问题", "Answer findings", "286号 二（一）"
    CORRECT_REGISTER = "correct_register", "更正登记数据", "Correct the register", "286号 二（一）"
    IMPORT_REGISTER = "import_register", "导入登记数据", "Import register files", "286号 二（一）"
    SUGGEST_CORRECTION = (
        "suggest_correction",
        "提出数据纠错",
        "Suggest a correction",
        "286号 附件1 二",
    )
    FILE_USE_REQUEST = (
        "file_use_request", "申请停用启用报废变更", "Ask to suspend, resume, scrap, change",
        "TSG 08 (M)",
    )  # fmt: skip
    CHECK_USE_REQUEST = (
        "check_use_request", "核对使用登记申请", "Check requests of use units", "TSG 08 (M)",
    )  # fmt: skip
    SEE_FILINGS = "see_filings", "查看维保备案", "See filings", "286号 二（一）维保备案"
    FILE_MAINTENANCE = (
        "file_maintenance", "提交维保备案", "File maintenance", "286号 二（一）维保备案",
    )  # fmt: skip
    CONFIRM_FILING = (
        "confirm_filing", "确认维保备案", "Confirm filings as the use unit", "requirements A5",
    )  # fmt: skip
    CHECK_FILING = "check_filing", "核对维保备案", "Check filings", "286号 二（一）核查"
    SEE_MISMATCHES = "see_mismatches", "查看现场不一致", "See mismatches", "286号 二（一）"
    REPORT_MISMATCH = (
        "report_mismatch", "记录现场不一致", "Report a mismatch", "286号 二（一）检验机构核对",
    )  # fmt: skip
    ANSWER_MISMATCH = "answer_mismatch", "答复现场不一致", "Answer a mismatch", "286号 二（一）"
    SETTLE_MISMATCH = "settle_mismatch", "处置现场不一致", "Settle a mismatch", "286号 二（一）"
    BIND_ELEVATOR = "bind_elevator", "绑定电梯", "Bind an elevator", "286号 附件1 二（二）"
    SEE_PLATES = "see_plates", "查看电梯码", "See plates", "286号 附件1"
    MANAGE_PLATES = "manage_plates", "制发电梯码", "Issue, print and void plates", "286号 附件1"
    POST_PLATE = "post_plate", "张贴电梯码", "Post a plate", "286号 二（一）三"
    WRITE_BULLETIN = "write_bulletin", "起草公告", "Write a bulletin", "286号 附件1 通知公告"
    SEE_MAINTENANCE = "see_maintenance", "查看维保", "See maintenance", "286号 二（二）"
    DO_MAINTENANCE = "do_maintenance", "现场维保", "Maintain on site", "286号 附件1 二（二）"
    PLAN_MAINTENANCE = "plan_maintenance", "安排维保", "Plan maintenance", "286号 附件1 二（二）"
    CONFIRM_MAINTENANCE = (
        "confirm_maintenance", "确认维保与修理", "Confirm maintenance and repair",
        "286号 附件1 二（三）",
    )  # fmt: skip
    CONFIRM_STANDARD = (
        "confirm_standard", "核对标准文本", "Confirm an edition of the rule", "requirements B3",
    )  # fmt: skip
    HOLD_RECORDS = "hold_records", "证据保全", "Hold records", "电子签名法 art. 6"
    SEE_DUTIES = "see_duties", "查看维保单位职责", "See a firm's duties", "TSG T5002-2017 art. 5"
    KEEP_DUTIES = "keep_duties", "履行维保单位职责", "Keep a firm's duties", "TSG T5002-2017 art. 5"
    REPORT_HAZARD = "report_hazard", "报告事故隐患", "Report a hazard", "TSG T5002-2017 art. 10 (M)"
    ACKNOWLEDGE_NOTICE = (
        "acknowledge_notice", "签收告知", "Acknowledge a notice", "TSG T5002-2017 art. 11 (M)",
    )  # fmt: skip
    SETTLE_HAZARD = "settle_hazard", "处置事故隐患", "Settle a hazard", "特种设备安全法 art. 67"
    CHECK_BULLETIN = "check_bulletin", "审核公告", "Check and publish a bulletin", "house"
    SEE_REPORTS = "see_reports", "查看公众反映", "See public reports", "286号 二（四）"
    ANSWER_REPORT = "answer_report", "答复公众反映", "Answer public reports", "286号 二（四）"
    VERIFY_REPORT = "verify_report", "核实公众反映", "Verify public reports", "286号 二（四）"
    MODERATE_REPORT = "moderate_report", "屏蔽与恢复", "Hide and show public reports", "house"
    SEE_FAULTS = "see_faults", "查看故障", "See faults", "286号 附件1"
    REPORT_FAULT = "report_fault", "报告故障", "Report a fault", "286号 附件1 二（三）"
    MEND_FAULT = (
        "mend_fault",
        "处理故障",
        "Order and report repairs of faults",
        "286号 附件1 二（二）",
    )
    JUDGE_FAULT = "judge_fault", "认定故障原因", "Judge the cause of faults", "286号 二（六）"
    APPEAL_FAULT = "appeal_fault", "对原因提出异议", "Appeal a judged cause", "requirements F2"
    SEE_INSPECTIONS = "see_inspections", "查看检验检测", "See inspections", "286号 附件1"
    RECORD_INSPECTION = (
        "record_inspection", "录入检验检测", "Record inspections", "特种设备安全法 art. 40",
    )  # fmt: skip
    ASK_INSPECTION = "ask_inspection", "申请检验", "Ask for inspections", "特种设备安全法 art. 40"
    MEND_DEFECT = "mend_defect", "报告整改", "Report a defect mended", "TSG T7001-2023"
    SETTLE_STOP = "settle_stop", "解除停用", "Lift a stop of use", "特种设备安全法 art. 40"
    SEE_INSURANCE = "see_insurance", "查看保险", "See insurance", "286号 附件2"
    KEEP_INSURANCE = "keep_insurance", "录入保单", "Enter policies", "286号 附件2"
    RESEND_MESSAGES = "resend_messages", "重发通知", "Send messages again", "house"
    SEE_MONITORING = "see_monitoring", "查看远程监测", "See remote monitoring", "286号 二（三）"
    DISMISS_DEVIATION = (
        "dismiss_deviation", "判定监测偏离无需处置", "Dismiss a deviation", "286号 二（三）",
    )  # fmt: skip
    SEE_PILOT = "see_pilot", "查看按需维保试点", "See the on-demand pilot", "286号 附件2"
    APPLY_PILOT = "apply_pilot", "申请试点并报送清单", "Apply to the pilot", "286号 附件2 四（一）"
    PLAN_YEAR = "plan_year", "制定按需维保年度计划", "Make year plans", "286号 附件2 三 4"
    CONSENT_PILOT = "consent_pilot", "同意或撤回试点", "Consent to the pilot", "286号 附件2 三 1"
    CHECK_PILOT = "check_pilot", "核对试点电梯", "Check pilot elevators", "286号 附件2 四（二）"
    LIST_PILOT_FIRM = (
        "list_pilot_firm", "核对并公布试点企业", "Check and list pilot firms",
        "286号 附件2 四（一）",
    )  # fmt: skip
    OPEN_PILOT = "open_pilot", "设定试点期限", "Open and end a pilot period", "requirements C11"
    ANSWER_EXIT = "answer_exit", "答复退出案件", "Answer an exit case", "requirements C9"
    SEE_SAMPLES = "see_samples", "查看抽查", "See sample checks", "286号 二（三）"
    DRAW_SAMPLE = "draw_sample", "抽取并检查样本", "Draw and check samples", "286号 二（三）"
    SEE_OVERSIGHT = "see_oversight", "网上督查", "Oversee records online", "286号 二（二）"
    ASK_FIRM = "ask_firm", "询问并要求更正", "Ask a firm about records", "286号 二（二）"
    ANSWER_INQUIRY = "answer_inquiry", "答复网上督查", "Answer an inquiry", "286号 二（二）"
    SEE_CHECKS = "see_checks", "查看监督检查", "See checks and orders", "特种设备安全监督检查办法"
    PLAN_CHECKS = (
        "plan_checks", "制定检查计划并抽取", "Plan and draw checks", "特种设备安全监督检查办法",
    )  # fmt: skip
    DO_CHECK = "do_check", "实施监督检查", "Check on site", "特种设备安全监督检查办法 art. 19"
    APPROVE_ORDER = (
        "approve_order", "批准监察指令", "Approve an order", "特种设备安全监督检查办法 art. 23",
    )  # fmt: skip
    ANSWER_ORDER = (
        "answer_order", "提交整改报告", "Report an order put right",
        "特种设备安全监督检查办法 art. 29",
    )  # fmt: skip
    SETTLE_CASE = "settle_case", "登记案件结果", "Record the outcome of a case", "286号 三（二）"
    SEE_SAFETY = "see_safety", "查看使用安全责任", "See a unit's safety duties", "令74号 (M)"
    KEEP_SAFETY = "keep_safety", "落实日管控周排查月调度", "Keep safety rounds", "令74号 (M)"
    SEE_CREDIT = "see_credit", "查看信用评价", "See credit", "286号 二（六）"
    RUN_CREDIT = "run_credit", "组织信用评价", "Run a round of credit", "286号 二（六）"
    OBJECT_CREDIT = "object_credit", "提出评价异议", "Object to a score", "requirements F2"
    SEE_REFORM = "see_reform", "查看改革推进", "See the progress of the reform", "286号 三（一）"
    KEEP_EFFORTS = "keep_efforts", "登记培训宣传", "Record trainings and lessons", "286号 三（三）"
    STATE_FIGURES = "state_figures", "编制统计报表", "Make printed statements", "286号 三（四）"
    KEEP_PROGRAMS = "keep_programs", "管理程序接入", "Keep programs", "286号 二（二）对接"
    FOLLOW_CHANGES = "follow_changes", "订阅变更", "Follow changes", "286号 二（一）动态更新"
    SEE_CONFORMANCE = "see_conformance", "查看对接检验", "See conformance", "286号 附件2 二"
    SEE_PARTNERS = "see_partners", "查看数据交换", "See exchange with partners", "286号 二（一）"
    KEEP_PARTNERS = "keep_partners", "管理数据交换", "Keep exchange with partners", "286号 二（一）"


class HandOverFault(Term):
    """Why a partner's app cannot hand somebody over, or not just now."""

    UNKNOWN = "unknown", "交接凭证无效", "The token is not one of ours", "house"
    EXPIRED = "expired", "交接凭证已过期", "The token is too old", "requirements G"
    USED = "used", "交接凭证已用过", "The token was used before", "requirements G"
    OTHER_CODE = (
        "other_code", "交接凭证属于另一台电梯", "The token is for another elevator",
        "requirements G",
    )  # fmt: skip
    NOT_LINKED = (
        "not_linked", "首次进入须本人确认", "The person has yet to confirm who they are",
        "requirements G",
    )  # fmt: skip
    NOT_THEIRS = (
        "not_theirs", "该应用不能交接此角色或此单位的人员",
        "This app may not hand over people of this role or organisation", "requirements G",
    )  # fmt: skip
    CLOSED = "closed", "账号已停用", "The account is closed", "house"


class OutsideWay(Term):
    """By which way somebody is known who signs in elsewhere."""

    HAND_OVER = "hand_over", "合作应用", "A partner's app", "286号 附件1 二（三）（四）"
    CITY = "city", "统一身份认证", "The city's sign-in", "OpenID Connect Core 1.0"
    WECHAT = "wechat", "微信小程序", "The WeChat mini-program", "小程序登录 code2Session"


class WeChatFault(Term):
    """Why WeChat does not say who opened the mini-program. Source: auth.code2Session, errcode."""

    CODE_INVALID = (
        "40029", "登录凭证无效或已过期，请重新打开小程序再试",
        "The log-in code is not valid or too old: open the mini-program again",
        "auth.code2Session 40029",
    )  # fmt: skip
    CODE_USED = (
        "40163", "登录凭证已用过，请重新打开小程序再试",
        "The log-in code was used before: open the mini-program again", "auth.code2Session 40163",
    )  # fmt: skip
    TOO_OFTEN = (
        "45011", "登录过于频繁，请一分钟后再试", "Too many log-ins: try again in a minute",
        "auth.code2Session 45011",
    )  # fmt: skip
    BLOCKED = (
        "40226", "微信认为有风险，已拦截登录；请扫码使用公众页面，或用登录名登录",
        "WeChat has blocked this user as a risk: scan for the public page, or sign in by name",
        "auth.code2Session 40226",
    )  # fmt: skip
    BUSY = (
        "-1", "微信系统繁忙，请稍后再试", "WeChat is busy: try again in a moment",
        "auth.code2Session -1",
    )  # fmt: skip
    MISCONFIGURED = (
        "misconfigured", "本平台的小程序编号或密钥不对，请告知平台运维人员",
        "The platform's app id or secret is wrong: tell its staff",
        "auth.code2Session 40013, 40125",
    )  # fmt: skip
    NO_ANSWER = (
        "no_answer", "微信未答复，请检查网络后再试", "WeChat did not answer: try again", "house",
    )  # fmt: skip
    STRANGE = (
        "strange", "微信的答复无法理解，请告知平台运维人员",
        "WeChat's answer cannot be understood: tell the platform's staff", "house",
    )  # fmt: skip


class EntryFault(Term):
    """What is wrong with an entry of an enrolment file."""

    MISSING = "missing", "缺少必填项", "A required value is missing", "house"
    WRONG_TYPE = "wrong_type", "类型不符", "Not of the right type", "house"
    TOO_LONG = "too_long", "文字过长", "Text too long", "house"
    UNKNOWN_KEY = "unknown_key", "未知的键", "There is no such key", "house"
    UNKNOWN_CODE = "unknown_code", "代码未知", "Unknown code", "house"
    SHAPE = "shape", "格式不符", "Not of the right shape", "house"
    CHECK_DIGIT = "check_digit", "校验码错误", "Wrong check digit", "GB 32100-2015"
    OUT_OF_RANGE = "out_of_range", "超出可能范围", "Outside the possible range", "house"
    ENDS_BEFORE_START = "ends_before_start", "截止早于开始", "Ends before it begins", "house"
    TWICE = "twice", "文件中重复", "Appears twice in the file", "house"
    NOT_ENROLLED = "not_enrolled", "未登记", "Is not enrolled", "house"
    AMBIGUOUS = "ambiguous", "重名", "More than one bears this name", "house"
    WRONG_KIND = "wrong_kind", "单位类型不符", "An organisation of another kind", "house"
    TAKEN = "taken", "已被他人占用", "Belongs to somebody else", "house"
    CLOSED = "closed", "账号已停用", "The account is closed", "house"
    CANNOT_BE_CALLED = (
        "cannot_be_called", "无有效T证，不会被派单",
        "Without a certificate T in force nobody is called", "TSG Z6001-2019 (M)",
    )  # fmt: skip
    CANNOT_SIGN_IN = "cannot_sign_in", "无登录名", "Without a login nobody can answer", "house"

    @classmethod
    def warnings(cls) -> frozenset["EntryFault"]:
        """What is said but keeps no entry out."""
        return frozenset({cls.CANNOT_BE_CALLED, cls.CANNOT_SIGN_IN})


class EntryChange(Term):
    """What an enrolment file changed by one entry."""

    NEW = "new", "新增", "New", "house"
    CHANGED = "changed", "变更", "Changed", "house"
    UNCHANGED = "unchanged", "无变化", "Unchanged", "house"
