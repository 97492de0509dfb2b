from django.apps import AppConfig


class ObjectionConfig(AppConfig):
    name = "binhyen.kinds.objection"
    label = "objection"

    def ready(self) -> None:
        from binhyen.kinds.objection.judging import judge
        from binhyen.kinds.objection.procedure import VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                "objection",
                VERSIONS,
                "binhyen.kinds.objection.words",
                sealed=True,
                numbered=True,
                judge=judge,
            )
        )
