"""Claims of many reports to roots: who stands behind a figure, whoever passes it on.

Takes: reports, their claims and speakers. Gives: roots. Change this when: names are folded differently.
"""

from tollbook.linking.roots import roots

__all__ = ["roots"]
