from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "binhyen.units"
    label = "units"
