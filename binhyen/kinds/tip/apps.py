from django.apps import AppConfig


class TipConfig(AppConfig):
    name = "binhyen.kinds.tip"
    label = "tip"

    def ready(self) -> None:
        from binhyen.kinds.tip.procedure import VERSIONS
        from binhyen.matters import kinds

        kinds.register(kinds.Kind("tip", VERSIONS, "binhyen.kinds.tip.words", sealed=True, numbered=True))
