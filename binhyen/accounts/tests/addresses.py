"""The accounts' doors under a desk with two pages, so that these tests need no other room."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import include, path

desk = [
    path("", lambda request: HttpResponse("cửa vào"), name="home"),
    path("hang-viec/", lambda request: HttpResponse("hàng việc"), name="queue"),
    path("", include("binhyen.accounts.urls")),
]
urlpatterns = i18n_patterns(path("ban-lam-viec/", include((desk, "desk"))), prefix_default_language=False)
