"""Sealing: what a resident writes can be opened by the office it was sealed to, and by nobody in between.

Pure Python, no Django. Its twin for browsers is `binhyen/static/js/sealing/`, module by module under the same
names; both obey docs/sealing-format.md and the vectors in `tests/vectors/`.
"""
