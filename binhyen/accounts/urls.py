"""The doors of the desk. Included under /ban-lam-viec/ by the desk's own addresses."""

from django.urls import path

from binhyen.accounts import arriving, security, views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.enter, name="sign_in"),
    path("buoc-hai/", views.prove, name="second_factor"),
    path("buoc-hai/khoa/", views.begin_passkey, name="begin_passkey"),
    path("dang-xuat/", views.leave, name="sign_out"),
    path("toi/", views.who_am_i, name="who_am_i"),
    path("moi-vao/", arriving.page, name="join"),
    path("moi-vao/ma/", arriving.arrive, name="arrive"),
    path("bao-mat/", security.overview, name="security"),
    path("bao-mat/xac-nhan/", security.confirm, name="confirm"),
    path("bao-mat/ung-dung/", security.add_app, name="add_app"),
    path("bao-mat/ung-dung/go/", security.remove_app, name="remove_app"),
    path("bao-mat/ma-du-phong/", security.recovery_codes, name="recovery_codes"),
    path("bao-mat/ma-du-phong/moi/", security.new_recovery_codes, name="new_recovery_codes"),
    path("bao-mat/khoa/bat-dau/", security.begin_key, name="begin_key"),
    path("bao-mat/khoa/", security.add_key, name="add_key"),
    path("bao-mat/khoa/<int:key>/go/", security.remove_key, name="remove_key"),
]
