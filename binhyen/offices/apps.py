from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "binhyen.offices"
    label = "offices"
