"""Where: the place names of a text, the places they mean, and the place of the main incident.

Takes: a text and what is known of it. Gives: `PlaceMention`s with the alternatives and the reason, and for
the offsets of claims the place of their incident. Change this when: places are to be told apart by another
rule.
"""

from tollbook.extracting.places.aliases import find_aliases
from tollbook.extracting.places.finding import PlaceContext, find_places
from tollbook.extracting.places.incident import PlaceChoice, incident_place
from tollbook.extracting.places.zones import home_zone

__all__ = ["PlaceChoice", "PlaceContext", "find_aliases", "find_places", "home_zone", "incident_place"]
