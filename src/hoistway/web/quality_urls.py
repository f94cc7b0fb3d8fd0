"""The addresses of the data desk."""

from django.urls import path

from hoistway.web.quality import alike, board, corrections, finding, queue, unplaced

FINDING = "quality/findings/<int:finding_id>"
CORRECTION = "quality/corrections/<int:correction_id>"

urlpatterns = [
    path("quality/", board.board, name="quality-board"),
    path("quality/findings", queue.findings, name="quality-findings"),
    path(FINDING, finding.finding, name="quality-finding"),
    path(f"{FINDING}/settle", finding.settle, name="quality-finding-settle"),
    path(f"{FINDING}/answer", finding.answer, name="quality-finding-answer"),
    path(f"{FINDING}/alike", alike.alike_findings, name="quality-finding-alike"),
    path("quality/corrections", corrections.corrections, name="quality-corrections"),
    path(CORRECTION, corrections.correction, name="quality-correction"),
    path(f"{CORRECTION}/undo", corrections.take_back, name="quality-correction-undo"),
    path("quality/unplaced", unplaced.unplaced, name="quality-unplaced"),
    path("quality/unplaced/<int:claim_id>", unplaced.record, name="quality-record"),
    path("quality/unplaced/<int:claim_id>/place", unplaced.place, name="quality-record-place"),
    path("quality/merges", unplaced.merges, name="quality-merges"),
    path("quality/merges/<int:merge_id>", unplaced.merge, name="quality-merge"),
    path("quality/merges/<int:merge_id>/split", unplaced.take_apart, name="quality-merge-split"),
]
