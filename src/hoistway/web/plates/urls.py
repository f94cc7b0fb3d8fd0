"""The addresses of the plate room and of the phone page for posting."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.plates import batches, board, doubts, issuing, life, lists, posting, waiting

P, S = "g/plates/<str:code>", "g/plates/suspicions"
B = "g/plates/batches/<str:batch_number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("g/plates", board.board, name="regulator-plates"),
    path("g/plates/issue", issuing.issue, name="regulator-plates-issue"),
    path("g/plates/urge", issuing.urge, name="regulator-plates-urge"),
    path("g/plates/missing", lists.missing, name="regulator-plates-missing"),
    path("g/plates/list", lists.plates, name="regulator-plates-list"),
    path(S, doubts.doubts, name="regulator-plates-suspicions"),
    path(f"{S}/<int:suspicion_id>/settle", doubts.settle, name="regulator-plates-suspicion-settle"),
    path("g/plates/batches", batches.batches, name="regulator-plates-batches"),
    path(B, batches.batch, name="regulator-plates-batch"),
    path(f"{B}/live", batches.batch_live, name="regulator-plates-batch-live"),
    path(f"{B}/events", batches.batch_events, name="regulator-plates-batch-events"),
    path(f"{B}/deed", batches.batch_deed, name="regulator-plates-batch-deed"),
    path(f"{B}/file", batches.batch_file, name="regulator-plates-batch-file"),
    path(f"{P}/plate.svg", batches.plate_svg, name="regulator-plate-svg"),
    path(f"{P}/plate.pdf", batches.plate_pdf, name="regulator-plate-pdf"),
    path(P, life.plate, name="regulator-plate"),
    path(f"{P}/replace", life.replace, name="regulator-plate-replace"),
    path(f"{P}/void", life.void, name="regulator-plate-void"),
    path(f"{P}/report", life.report, name="regulator-plate-report"),
    path("p/", waiting.waiting, name="plate-waiting"),
    path("p/posted/<int:posting_id>", posting.posted, name="plate-posted"),
    path("p/posted/<int:posting_id>/photo", life.photo, name="plate-photo"),
    path("p/<str:code>/<str:signature>/post", posting.post, name="plate-post"),
    path("p/<str:code>/<str:signature>/report", posting.say, name="plate-report"),
]
