from django.apps import AppConfig


class ClearanceConfig(AppConfig):
    name = "binhyen.kinds.clearance"
    label = "clearance"

    def ready(self) -> None:
        from binhyen.kinds.clearance import judging, limits
        from binhyen.kinds.clearance.naming import titles
        from binhyen.kinds.clearance.procedure import DOERS, KIND, VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                KIND,
                VERSIONS,
                "binhyen.kinds.clearance.words",
                worked_by=DOERS - {"officer", "head"},
                judge=judging.judge,
                titles=titles,
                slug="giai-phong-mat-bang",
                opened_on_pages=True,
                known={
                    ("posted", "until_on"): limits.known_until,
                    ("enforcement_decided", "not_before"): limits.known_not_before,
                },
            )
        )
