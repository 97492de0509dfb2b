from django.apps import AppConfig


class TipConfig(AppConfig):
    name = "binhyen.kinds.tip"
    label = "tip"

    def ready(self) -> None:
        from binhyen.kinds.tip.procedure import VERSIONS
        from binhyen.matters import kinds
        from binhyen.movement import sharing

        words = "binhyen.kinds.tip.words"
        kinds.register(kinds.Kind("tip", VERSIONS, words, sealed=True, numbered=True, judge=sharing.judge))
