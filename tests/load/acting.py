"""Officers acting at once on an installation: `python -m tests.load.acting PART PARTS` classifies its share.

A process of its own for each part, threads within it, and a connection for each thread, as in an office.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

THREADS = 32


def main(part: int, parts: int) -> None:
    import django

    django.setup()
    from django.db import connection

    from binhyen.kinds.tip import acts
    from binhyen.matters.actors import Actor
    from binhyen.matters.journal import record
    from binhyen.matters.models import Matter

    # Shared out before anybody looks at their state: the other part may have begun, and shares must not shift.
    every = Matter.objects.filter(kind="tip", sealed="browser").order_by("ref")
    waiting = [matter for matter in list(every)[part::parts] if matter.state == "received"]

    def classify(matter: Matter) -> None:
        try:
            facts = acts.Classified(matter.category, "denunciation", matter.urgency)
            record(matter, "classified", by=Actor("officer", None, matter.office_id), facts=facts)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(classify, waiting))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
