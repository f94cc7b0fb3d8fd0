"""Words of the basic parameters that a record names, by annex."""

from hoistway.foundation.terms import Term

_ART_7 = "TSG T5002-2017 art. 7 (M)"


class Parameter(Term):
    """A basic technical parameter of an elevator as the record states it."""

    DRIVE = "drive", "驱动方式", "Drive", _ART_7
    RATED_LOAD = "rated_load_kg", "额定载重量 (kg)", "Rated load (kg)", _ART_7
    RATED_SPEED = "rated_speed_mps", "额定速度 (m/s)", "Rated speed (m/s)", _ART_7
    FLOORS = "floors", "层数", "Floors", _ART_7
    STOPS = "stops", "站数", "Stops", _ART_7
    DOORS = "doors", "门数", "Doors", _ART_7
    CYLINDERS = "cylinders", "油缸数量", "Cylinders", _ART_7
    JACKING = "jacking", "顶升型式", "Jacking", _ART_7
    INCLINATION = "inclination_deg", "倾斜角 (°)", "Inclination (°)", _ART_7
    NOMINAL_SPEED = "nominal_speed_mps", "名义速度 (m/s)", "Nominal speed (m/s)", _ART_7
    RISE = "rise_m", "提升高度 (m)", "Rise (m)", _ART_7
    NOMINAL_WIDTH = "nominal_width_mm", "名义宽度 (mm)", "Nominal width (mm)", _ART_7
    MOTOR_POWER = "motor_power_kw", "主机功率 (kW)", "Motor power (kW)", _ART_7
    USABLE_LENGTH = (
        "usable_length_m", "使用区段长度 (m)", "Usable length (m)", _ART_7,
    )  # fmt: skip
