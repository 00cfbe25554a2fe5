"""What was found to what people keep and hand on: so far, pages to print.

Takes: a `Dossier` and the courses of its tolls. Gives: the text of a page; the words and numbers of which it
is made, for whoever shows them elsewhere. Change this when: a format shows something else; a new format is
one module here.
"""

from tollbook.publishing.page import page
from tollbook.publishing.passages import Passage, Passages

__all__ = ["Passage", "Passages", "page"]
