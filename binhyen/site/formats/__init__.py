"""How dates and numbers are written. Both languages put the day first: a reader must never wonder which
of 11/12 is the month, and Django's own English would put the month there."""
