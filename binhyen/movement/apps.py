from django.apps import AppConfig

# A planner at the committee's desk, and the clerk who keeps the register, work these records.
STEERING = frozenset({"steering", "registry"})


class MovementConfig(AppConfig):
    name = "binhyen.movement"
    label = "movement"

    def ready(self) -> None:
        from binhyen.matters.kinds import Kind, register
        from binhyen.movement import (
            clusters,
            commendations,
            committees,
            community_models,
            emulation,
            instruments,
            materials,
            offices,
            plan_judging,
            plans,
            quizzes,
        )

        register(Kind(offices.KIND, offices.VERSIONS, "binhyen.movement.words", standing=True))
        register(
            Kind(
                plans.KIND,
                plans.VERSIONS,
                "binhyen.movement.words_plans",
                standing=True,
                worked_by=STEERING,
                judge=plan_judging.judge,
                slug="ke-hoach",
            )
        )
        register(
            Kind(
                instruments.KIND,
                instruments.VERSIONS,
                "binhyen.movement.words_instruments",
                standing=True,
                worked_by=STEERING,
                judge=instruments.judge,
                shared=True,
                slug="van-ban",
            )
        )
        register(
            Kind(
                clusters.KIND,
                clusters.VERSIONS,
                "binhyen.movement.words_clusters",
                standing=True,
                worked_by=frozenset({"steering"}),
                judge=clusters.judge,
                slug="cum-lien-ket",
            )
        )
        register(
            Kind(
                committees.KIND,
                committees.VERSIONS,
                "binhyen.movement.words_committees",
                standing=True,
                worked_by=STEERING,
                judge=committees.judge,
                slug="ban-chi-dao",
            )
        )
        # Every office reads the registry: what works in one commune is there to be copied.
        register(
            Kind(
                community_models.KIND,
                community_models.VERSIONS,
                "binhyen.movement.words_models",
                standing=True,
                worked_by=STEERING,
                judge=community_models.judge,
                shared=True,
                slug="mo-hinh",
            )
        )
        register(
            Kind(
                emulation.KIND,
                emulation.VERSIONS,
                "binhyen.movement.words_emulation",
                standing=True,
                worked_by=STEERING,
                judge=emulation.judge,
                shared=True,
                slug="thi-dua",
            )
        )
        register(
            Kind(
                commendations.KIND,
                commendations.VERSIONS,
                "binhyen.movement.words_commendations",
                standing=True,
                worked_by=STEERING,
                judge=commendations.judge,
                slug="khen-thuong",
            )
        )
        # Written by one office, used by all: whoever works here reads what the others wrote, drafts too.
        register(
            Kind(
                materials.KIND,
                materials.VERSIONS,
                "binhyen.movement.words_materials",
                standing=True,
                worked_by=frozenset({"steering"}),
                judge=materials.judge,
                shared=True,
                slug="tai-lieu",
                published=frozenset({materials.PUBLISHED}),
            )
        )
        register(
            Kind(
                quizzes.KIND,
                quizzes.VERSIONS,
                "binhyen.movement.words_quizzes",
                standing=True,
                worked_by=frozenset({"steering"}),
                judge=quizzes.judge,
                shared=True,
                slug="do-vui",
                published=frozenset({quizzes.PUBLISHED}),
            )
        )
