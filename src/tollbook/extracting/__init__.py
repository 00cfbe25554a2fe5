"""A report's text to claims, statements, times and places.

Takes: a `Report` in a language that is read. Gives: an `Extraction`; what is wrong with the material is in
its `problems`. Change this when: a claim is missed, doubled, or given the wrong bound or the wrong speaker.
"""

from tollbook.extracting.extraction import Extraction
from tollbook.extracting.stage import extract

__all__ = ["Extraction", "extract"]
