"""Questions about what passengers asked for, reported and corrected."""

from hoistway.riders.queries.figures import (
    AreaFigures,
    DeskFigures,
    Figures,
    MonthFigures,
    ResponseFigures,
    response_figures,
)
from hoistway.riders.queries.followed import (
    Followed,
    answer_templates,
    appeal_waits,
    kept_of,
    needs_words,
    own_photo,
    photo_seen,
    photos_of,
    report_behind,
    report_with_form,
    shown_photo,
    topics_of,
)
from hoistway.riders.queries.published import (
    Course,
    PublishedSearch,
    courses_of,
    published_behind,
    published_numbered,
    published_reports,
)
from hoistway.riders.queries.reports import (
    OpenMatter,
    ReportSearch,
    Waiting,
    deeds_open,
    found_reports,
    is_appealed,
    open_reports_of,
    passes_to,
    past_reports,
    phones_of,
    policy_of,
    report_seen,
    reports,
    steps_of,
    voices_of,
    waiting_counts,
)
from hoistway.riders.queries.rescue import (
    caller_number,
    is_urgent,
    request_with_form,
    request_with_token,
    requests_of,
    unplaced,
    unplaced_calls,
)

__all__ = [
    "AreaFigures", "Course", "DeskFigures", "Figures", "Followed", "MonthFigures", "OpenMatter",
    "PublishedSearch", "ReportSearch", "ResponseFigures", "Waiting", "answer_templates",
    "appeal_waits", "caller_number", "courses_of", "deeds_open", "found_reports", "is_appealed",
    "is_urgent", "kept_of", "needs_words", "open_reports_of", "own_photo", "passes_to",
    "past_reports", "phones_of", "photo_seen", "photos_of", "policy_of", "published_behind",
    "published_numbered", "published_reports", "report_behind", "report_seen", "report_with_form",
    "reports", "request_with_form", "request_with_token", "requests_of", "response_figures",
    "shown_photo", "steps_of", "topics_of", "unplaced", "unplaced_calls", "voices_of",
    "waiting_counts",
]  # fmt: skip
