"""The desk's addresses. Every one but `home` is fetched by the one document that `home` is."""

from django.urls import include, path

from binhyen.desk import acting, correcting, home, intake, panel, queue, sealed, yearbook

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("", include("binhyen.accounts.urls")),
    path("hang-viec/", queue.queue, name="queue"),
    path("viec/<slug:ref>/", panel.panel, name="matter"),
    path("viec/<slug:ref>/niem-phong/", sealed.content, name="sealed"),
    path("viec/<slug:ref>/corrected/", correcting.correct, name="correct"),
    path("viec/<slug:ref>/<slug:act>/", acting.act, name="act"),
    path("so-lieu/", yearbook.yearbook, name="yearbook"),
    path("so-lieu/<int:year>/<slug:unit>/<str:code>/", yearbook.evidence, name="evidence"),
    path("nhan/<slug:code>/", intake.take, name="intake"),
]
