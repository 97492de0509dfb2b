from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "binhyen.public"
    label = "public"
