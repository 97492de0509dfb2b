from django.apps import AppConfig


class CaseConfig(AppConfig):
    name = "binhyen.kinds.case"
    label = "case"
