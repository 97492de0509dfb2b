from django.apps import AppConfig


class StoryConfig(AppConfig):
    name = "binhyen.kinds.story"
    label = "story"

    def ready(self) -> None:
        from binhyen.kinds.story import judging, naming, offering
        from binhyen.kinds.story.procedure import KIND, VERSIONS, WRITERS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                KIND,
                VERSIONS,
                "binhyen.kinds.story.words",
                worked_by=WRITERS - {"officer", "head"},
                judge=judging.judge,
                titles=naming.titles,
                slug="tin-bai",
                opened_on_pages=True,
                begins=offering.begins,
                possible=offering.possible,
            )
        )
