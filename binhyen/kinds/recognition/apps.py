from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "binhyen.kinds.recognition"
    label = "recognition"

    def ready(self) -> None:
        from binhyen.kinds.recognition.judging import judge
        from binhyen.kinds.recognition.naming import titles
        from binhyen.kinds.recognition.procedure import DOERS, VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                "recognition",
                VERSIONS,
                "binhyen.kinds.recognition.words",
                worked_by=DOERS - {"officer", "head"},
                judge=judge,
                titles=titles,
                slug="cong-nhan",
            )
        )
