"""The product's own settings, middleware and database, with one bare view in place of its addresses."""

from binhyen.site.settings import *  # noqa: F403 - every setting alike is the point of the comparison

ROOT_URLCONF = "benchmarks.bare.urls"
