from django.apps import AppConfig


class SessionConfig(AppConfig):
    name = "binhyen.kinds.session"
    label = "outreach_session"

    def ready(self) -> None:
        from binhyen.kinds.session import judging
        from binhyen.kinds.session.naming import titles
        from binhyen.kinds.session.procedure import DOERS, VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                "session",
                VERSIONS,
                "binhyen.kinds.session.words",
                worked_by=DOERS - {"officer", "head"},
                judge=judging.judge,
                titles=titles,
                slug="buoi-tuyen-truyen",
                opened_on_pages=True,
                # One that was cancelled says so: whoever put it into their calendar must find that out.
                published=frozenset({"announced", "held", "cancelled"}),
            )
        )
