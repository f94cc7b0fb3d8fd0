"""What a firm did of its further duties, and what it told use units in writing."""

from hoistway.duties.models.notices import Hazard, Notice, NoticeStep
from hoistway.duties.models.records import DutyRecord

__all__ = ["DutyRecord", "Hazard", "Notice", "NoticeStep"]
