from django.apps import AppConfig


class TaskConfig(AppConfig):
    name = "binhyen.kinds.task"
    label = "task"

    def ready(self) -> None:
        from binhyen.kinds.task import judging
        from binhyen.kinds.task.naming import titles
        from binhyen.kinds.task.procedure import DOERS, VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                "task",
                VERSIONS,
                "binhyen.kinds.task.words",
                worked_by=DOERS - {"officer", "head"},
                judge=judging.judge,
                titles=titles,
                slug="nhiem-vu",
            )
        )
