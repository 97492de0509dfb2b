"""How many examples Hypothesis tries. Timed examples fail on a busy machine without saying anything about the code,
so none is timed. `BINHYEN_EXAMPLES=2500` looks longer, after a change to the engine.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "binhyen",
    deadline=None,
    max_examples=int(os.environ.get("BINHYEN_EXAMPLES", "40")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("binhyen")
