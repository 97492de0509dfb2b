from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "binhyen.site"
    label = "deployment"
