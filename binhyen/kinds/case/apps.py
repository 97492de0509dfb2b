from django.apps import AppConfig


class CaseConfig(AppConfig):
    name = "binhyen.kinds.case"
    label = "case"

    def ready(self) -> None:
        from binhyen.kinds.case.procedure import VERSIONS
        from binhyen.matters import kinds

        kinds.register(kinds.Kind("case", VERSIONS, "binhyen.kinds.case.words"))
