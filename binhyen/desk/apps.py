from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "binhyen.desk"
    label = "desk"
