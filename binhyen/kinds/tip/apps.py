from django.apps import AppConfig


class TipConfig(AppConfig):
    name = "binhyen.kinds.tip"
    label = "tip"

    def ready(self) -> None:
        from binhyen.kinds.tip.procedure import VERSIONS
        from binhyen.matters import identity, kinds, lowering, receipts, rewards
        from binhyen.matters.judging import Asked
        from binhyen.movement import sharing

        def judge(asked: Asked) -> None:
            sharing.judge(asked)
            identity.judge(asked)
            receipts.judge(asked)
            lowering.judge(asked)
            rewards.judge(asked)

        words = "binhyen.kinds.tip.words"
        tip = kinds.Kind("tip", VERSIONS, words, sealed=True, numbered=True, judge=judge, on_posters=True)
        kinds.register(tip)
