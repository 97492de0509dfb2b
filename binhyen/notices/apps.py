from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "binhyen.notices"
    label = "notices"
