from django.apps import AppConfig


class StreetConfig(AppConfig):
    name = "binhyen.kinds.street"
    label = "street"

    def ready(self) -> None:
        from binhyen.kinds.street import judging
        from binhyen.kinds.street.naming import titles
        from binhyen.kinds.street.procedure import DOERS, KIND, LOOKS, VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                KIND,
                VERSIONS,
                "binhyen.kinds.street.words",
                worked_by=DOERS - {"officer", "head"},
                judge=judging.judge,
                titles=titles,
                slug="doan-duong",
                opened_on_pages=True,
                begins=judging.begins,
                visits=frozenset(LOOKS),
                visited=judging.visited,
            )
        )
