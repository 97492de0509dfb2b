from django.apps import AppConfig


class TipConfig(AppConfig):
    name = "binhyen.kinds.tip"
    label = "tip"
