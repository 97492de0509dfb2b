from django.apps import AppConfig


class MovementConfig(AppConfig):
    name = "binhyen.movement"
    label = "movement"
