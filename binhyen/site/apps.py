from contextlib import suppress

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "binhyen.site"
    label = "deployment"

    def ready(self) -> None:
        """Bring the catalogues up to date, so that a fresh clone speaks English without a step to forget."""
        from binhyen.site import messages

        # An installed package may be read-only; its catalogues were built with it.
        with suppress(OSError):
            messages.build()
