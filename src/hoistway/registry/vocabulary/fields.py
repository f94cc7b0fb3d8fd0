"""The facts that the register holds of an elevator, each a decision over claims."""

from hoistway.foundation.terms import Term

_CATALOGUE = "特种设备目录 2014（质检总局公告2014年第114号）"


class Field(Term):
    """One fact of an elevator as claims name it; the six numbers are never confused."""

    REGISTER_NUMBER = "register_number", "注册代码", "Register number", "TSG 08 (M)"
    DEVICE_CODE = "device_code", "设备代码", "Device code", "TSG 21 family (M)"
    CERTIFICATE_NUMBER = (
        "certificate_number", "使用登记证编号", "Use certificate number", "TSG 08 (M)",
    )  # fmt: skip
    SERIAL_NUMBER = "serial_number", "出厂编号", "Maker's serial number", "house"
    UNIT_NUMBER = "unit_number", "单位内编号", "Number within the unit", "house"
    NAME = "name", "名称", "Name", "house"
    ADDRESS = "address", "地址", "Address", "house"
    ESTATE = "estate", "小区或楼盘", "Estate", "house"
    BUILDING = "building", "楼栋", "Building", "house"
    STREET = "street", "街镇", "Street or town", "民政部统计用区划代码"
    STREET_CODE = "street_code", "街镇代码", "Code of the street or town", "民政部统计用区划代码"
    JURISDICTION = "jurisdiction", "监管辖区", "Jurisdiction", "286号"
    LONGITUDE = "longitude", "经度", "Longitude", "WGS-84"
    LATITUDE = "latitude", "纬度", "Latitude", "WGS-84"
    KIND = "kind", "设备品种", "Kind", _CATALOGUE
    USE_STATE = "use_state", "使用状态", "State of use", "TSG 08 (M)"
    PLACE_KIND = "place_kind", "场所类型", "Kind of place", "96333 monthly report"
    USE_UNIT = "use_unit", "使用单位", "Use unit", "特种设备安全法 art. 38"
    USE_UNIT_CODE = (
        "use_unit_code", "使用单位信用代码", "Credit code of the use unit", "GB 32100-2015",
    )  # fmt: skip
    FIRM = "firm", "维保单位", "Maintenance firm", "TSG T5002-2017 art. 3"
    FIRM_CODE = "firm_code", "维保单位信用代码", "Credit code of the firm", "GB 32100-2015"
    MADE_BY = "made_by", "制造单位", "Maker", "house"
    MODEL = "model", "型号", "Model", "house"
    MADE_ON = "made_on", "制造日期", "Made on", "house"
    INSTALLED_ON = "installed_on", "安装监督检验合格日期", "Installed on", "TSG T7001-2023"
    REGISTERED_ON = "registered_on", "使用登记日期", "Registered on", "TSG 08 (M)"
    ALTERED_ON = "altered_on", "改造日期", "Altered on", "TSG T7001-2023"
    REPAIRED_ON = "repaired_on", "重大修理日期", "Major repair on", "TSG T7001-2023"
    FLOOR_LABELS = "floor_labels", "层站标识", "Floor labels", "house"
    FLOORS = "floors", "层", "Floors", "GB/T 7024 (M)"
    STOPS = "stops", "站", "Stops", "GB/T 7024 (M)"
    DOORS = "doors", "门", "Landing doors", "GB/T 7024 (M)"
    RATED_SPEED = "rated_speed_mps", "额定速度", "Rated speed", "GB/T 7024 (M); m/s"
    RATED_LOAD = "rated_load_kg", "额定载重量", "Rated load", "GB/T 7024 (M); kg"
    PERSONS = "persons", "额定人数", "Rated persons", "GB/T 7588.1 (M): 75 kg each"
    TRAVEL = "travel_m", "提升高度", "Travel", "GB/T 7024 (M); m"
    INCLINATION = "inclination_deg", "倾斜角", "Inclination", "GB 16899 (M); degrees"
    WIDTH = "nominal_width_mm", "名义宽度", "Nominal width", "GB 16899 (M); mm"

    @classmethod
    def numbers(cls) -> tuple["Field", ...]:
        """The numbers by which an elevator is told from others; strings always."""
        return (
            cls.REGISTER_NUMBER, cls.DEVICE_CODE, cls.CERTIFICATE_NUMBER, cls.SERIAL_NUMBER,
            cls.UNIT_NUMBER,
        )  # fmt: skip
