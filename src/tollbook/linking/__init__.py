"""Claims of many reports to incidents and to roots: who tells of one thing, and who stands behind a figure.

Takes: reports, their claims and speakers; what was linked before, and people's judgements. Gives: roots and
the chains that lead to them; links between reports and incidents. Change this when: names are folded
differently, or another report is the same incident.
"""

from tollbook.linking.chains import chains, summary
from tollbook.linking.choosing import Doubt
from tollbook.linking.clusters import Linker
from tollbook.linking.joining import Joined, join
from tollbook.linking.roots import roots
from tollbook.linking.sketch import Sketch, sketches
from tollbook.linking.stage import Linkage, Linked, link

__all__ = [
    "Doubt",
    "Joined",
    "Linkage",
    "Linked",
    "Linker",
    "Sketch",
    "chains",
    "join",
    "link",
    "roots",
    "sketches",
    "summary",
]
