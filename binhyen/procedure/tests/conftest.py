"""Timed examples fail on a busy machine without saying anything about the code, so none is timed here."""

from hypothesis import HealthCheck, settings

settings.register_profile("procedure", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("procedure")
