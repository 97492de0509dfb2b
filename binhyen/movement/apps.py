from django.apps import AppConfig


class MovementConfig(AppConfig):
    name = "binhyen.movement"
    label = "movement"

    def ready(self) -> None:
        from binhyen.matters import kinds
        from binhyen.movement.offices import KIND, VERSIONS

        kinds.register(kinds.Kind(KIND, VERSIONS, "binhyen.movement.words", standing=True))
