"""The desk's addresses. Those of the queue and of a matter are fetched by the one document that `home` is;
the figures and the steering pages are pages of their own."""

from django.urls import include, path

from binhyen.desk import (
    acting,
    correcting,
    home,
    identity,
    intake,
    panel,
    posters,
    queue,
    recovery,
    renewal,
    sealed,
    searching,
    yearbook,
)
from binhyen.desk.steering import (
    board,
    concluding,
    corrections,
    keeping,
    overview,
    papers,
    planning,
    progress,
    record,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("", include("binhyen.accounts.urls")),
    path("hang-viec/", queue.queue, name="queue"),
    path("hang-viec/chi-muc/", searching.index, name="index"),
    path("viec/<slug:ref>/", panel.panel, name="matter"),
    path("viec/<slug:ref>/niem-phong/", sealed.content, name="sealed"),
    path("viec/<slug:ref>/niem-phong/<slug:sha256>/", sealed.attachment, name="attachment"),
    path("viec/<slug:ref>/danh-tinh/", identity.name, name="identity"),
    path("viec/<slug:ref>/danh-tinh/mo/", identity.opened, name="identity_opened"),
    path("viec/<slug:ref>/corrected/", correcting.correct, name="correct"),
    path("viec/<slug:ref>/<slug:act>/", acting.act, name="act"),
    path("khoa/du-phong/", recovery.page, name="recovery"),
    path("khoa/gia-han/<slug:office>/", renewal.renewal, name="renewal"),
    path("so-lieu/", yearbook.yearbook, name="yearbook"),
    path("so-lieu/<int:year>/<slug:unit>/<str:code>/", yearbook.evidence, name="evidence"),
    path("ap-phich/", posters.page, name="posters"),
    path("ap-phich/<slug:commune>-<slug:size>.pdf", posters.printed, name="poster"),
    path("nhan/<slug:code>/", intake.take, name="intake"),
    path("chi-dao/", overview.overview, name="steering"),
    path("chi-dao/tep/<slug:ref>/<slug:sha256>/", keeping.file, name="file"),
    path("chi-dao/ke-hoach/<slug:ref>/chi-tieu/", progress.of_plan, name="plan_progress"),
    path("chi-dao/ke-hoach/<slug:ref>/bang/", board.of_plan, name="board"),
    path("chi-dao/ke-hoach/<slug:ref>/bang.xlsx", board.as_table, name="board_table"),
    path("chi-dao/ke-hoach/<slug:ref>/ban-hanh/", planning.issue, name="issue_plan"),
    path("chi-dao/ke-hoach/<slug:ref>/tong-ket/", planning.close, name="close_plan"),
    path("chi-dao/ke-hoach/<slug:ref>/don-doc/", planning.remind, name="remind"),
    path("chi-dao/ke-hoach/<slug:ref>/tiep-nhan/", planning.acknowledge, name="acknowledge_plan"),
    path("chi-dao/ke-hoach/<slug:ref>/lap-theo/", planning.derive, name="derive_plan"),
    path(
        "chi-dao/ban-chi-dao/<slug:ref>/giao-viec/<int:meeting>/",
        concluding.assign,
        name="assign_conclusions",
    ),
    path("chi-dao/<slug:slug>/", record.listing, name="records"),
    path("chi-dao/<slug:slug>/moi/", record.open_record, name="open_record"),
    path("chi-dao/<slug:slug>/<slug:ref>/", record.record, name="record"),
    path("chi-dao/<slug:slug>/<slug:ref>/van-ban/<slug:code>.<slug:form>", papers.paper, name="paper"),
    path(
        "chi-dao/<slug:slug>/<slug:ref>/dinh-chinh/<int:seq>/",
        corrections.correct_record,
        name="correct_record",
    ),
    path("chi-dao/<slug:slug>/<slug:ref>/<slug:act>/", record.act, name="record_act"),
]
