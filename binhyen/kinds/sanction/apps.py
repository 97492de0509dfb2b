from django.apps import AppConfig


class SanctionConfig(AppConfig):
    name = "binhyen.kinds.sanction"
    label = "sanction"

    def ready(self) -> None:
        from binhyen.kinds.sanction import judging, limits
        from binhyen.kinds.sanction.naming import titles
        from binhyen.kinds.sanction.procedure import DOERS, KIND, VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                KIND,
                VERSIONS,
                "binhyen.kinds.sanction.words",
                worked_by=DOERS - {"officer", "head"},
                judge=judging.judge,
                titles=titles,
                slug="xu-phat",
                opened_on_pages=True,
                known={
                    ("minutes_made", "decide_by"): limits.known_decide_by,
                    ("served", "comply_by"): limits.known_comply_by,
                    ("resumed", "comply_by"): limits.known_comply_by,
                    ("explanation_asked", "decide_by"): judging.known_after_asking,
                    ("lengthened", "decide_by"): judging.known_after_lengthening,
                },
            )
        )
