"""What was found to what people keep and hand on: records, the formats they come in, and pages to print.

Takes: a `Material`, which is everything known of an incident, and the `Project` under whose rules it becomes
public; for a page a `Dossier` and the courses of its tolls. Gives: `compose`, a record as it stands in the
house; `guard`, that of it which may leave the house, with what is held back and why; `sign`, the record that
is published; `formats.FORMATS`, each of which writes records. Change this when: something else is published;
a new format is one module in `formats/` and one line in its table.

    record = sign(guard(compose(material, project), setting).record, signed)
    FORMATS["csv"].write([record], folder, About(project=project.name, contact=project.contact))

A format, a site or a situation report takes records that went through the guard and shows nothing that they
do not hold. Sums over records are sums of what is shown: never fetch a figure from the ledger beside them.
"""

from tollbook.publishing.compose import Material, compose
from tollbook.publishing.guard import Guarded, HeldBack, Setting, guard
from tollbook.publishing.page import page
from tollbook.publishing.passages import Passage, Passages
from tollbook.publishing.places import Atlas
from tollbook.publishing.project import Project
from tollbook.publishing.signing import Signed, changes, sign, withdraw

__all__ = [
    "Atlas",
    "Guarded",
    "HeldBack",
    "Material",
    "Passage",
    "Passages",
    "Project",
    "Setting",
    "Signed",
    "changes",
    "compose",
    "guard",
    "page",
    "sign",
    "withdraw",
]
