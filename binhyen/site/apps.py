from contextlib import suppress
from datetime import time

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "binhyen.site"
    label = "deployment"

    def ready(self) -> None:
        """Bring the catalogues up to date, so that a fresh clone speaks English without a step to forget.

        And take the installation's own swap table, if it has one: a broken line stops the program, by its number.
        """
        from django.conf import settings

        from binhyen.procedure import VIETNAM, SwapTable
        from binhyen.site import messages

        own = settings.DATA / "swap_days.csv"
        if own.is_file():
            VIETNAM.use(SwapTable.read(own))
        hours = settings.INSTALLATION.office_hours
        VIETNAM.open_during(
            [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in hours]
        )

        # An installed package may be read-only; its catalogues were built with it.
        with suppress(OSError):
            messages.build()
