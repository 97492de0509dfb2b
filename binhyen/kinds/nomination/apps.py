from django.apps import AppConfig


class NominationConfig(AppConfig):
    name = "binhyen.kinds.nomination"
    label = "nomination"

    def ready(self) -> None:
        from binhyen.kinds.nomination import judging
        from binhyen.kinds.nomination.procedure import VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                "nomination",
                VERSIONS,
                "binhyen.kinds.nomination.words",
                sealed=True,
                numbered=True,
                judge=judging.judge,
                known={("placed", "closes_on"): judging.closing_day},
            )
        )
