from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "binhyen.matters"
    label = "matters"
