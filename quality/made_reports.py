"""Invented reports for measuring how reports come in: the same number always gives the same report."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

REPORTS_OF_ONE = 4
"""So many reports tell of each incident; they come mixed with those of its neighbours."""

MIXED = 10
"""Incidents whose reports come in turn."""

TOWNS = (
    "Kharkiv", "Lviv", "Sumy", "Poltava", "Zagreb", "Osijek", "Tirana", "Durres", "Aleppo", "Homs",
    "Idlib", "Mosul", "Kirkuk", "Basra", "Sanaa", "Taiz", "Kandahar", "Herat", "Kunduz", "Quetta",
    "Peshawar", "Lahore", "Dhaka", "Sylhet", "Mandalay", "Sittwe", "Manila", "Davao", "Cali", "Medellin",
    "Bogota", "Quito", "Lima", "Cusco", "Recife", "Salvador", "Lagos", "Kano", "Jos", "Maiduguri",
    "Bamako", "Gao", "Niamey", "Khartoum", "Nyala", "Juba", "Bukavu", "Goma", "Beni", "Mogadishu",
)  # fmt: skip
FIRST = ("Anra", "Bo", "Ciro", "Dela", "Emin", "Fay", "Goran", "Hala", "Ivo", "Jana", "Kofi", "Lena", "Mato")
SOUNDS = ("ba", "dor", "fel", "gan", "kel", "lim", "mar", "nov", "pel", "rin", "sta", "tov", "vel", "zan")
OFFICES = ("Governor", "Mayor", "police spokesman", "rescue chief", "hospital director")
OUTLETS = tuple(
    f"{name} {kind}" for name in ("Valley", "Harbour", "Northern", "City") for kind in ("Post", "Wire")
)
HAPPENED = (
    ("A shell hit {thing} in {town} on {day}", "shelling"),
    ("A bus carrying workers fell into {thing} near {town} on {day}", "crash"),
    ("A fire broke out in {thing} in {town} on {day}", "fire"),
    ("Gunmen opened fire at {thing} in {town} on {day}", "shooting"),
    ("A flash flood swept through {thing} in {town} on {day}", "flood"),
    ("An explosion tore through {thing} in {town} on {day}", "blast"),
)
THINGS = (
    "a market",
    "a textile mill",
    "a school hall",
    "a bakery",
    "a ravine",
    "a bus station",
    "a clinic",
    "a depot",
)
TOLD = (
    "At least {killed} people were killed and {injured} were injured, {office} {name} said.",
    "{killed} people have died and {injured} others are being treated, according to {office} {name}.",
    "{office} {name} put the number of dead at {killed}; {injured} people were taken to hospital.",
    "The death toll has risen to {killed}, {office} {name} said, and {injured} people were wounded.",
)
AROUND = (
    "Witnesses on {street} street heard a loud noise shortly before noon and then saw smoke above the roofs.",
    "The {street} hospital asked people to give blood, and schools in the district stayed closed next day.",
    "Relatives of {victim}, who worked in the building, waited behind the police line until late.",
    "Crews with dogs went on searching, while engineers from {street} looked at the walls that still stood.",
    "The road to {street} was closed for hours, and trains were sent around the town.",
    "People in {other} collected blankets, water and medicine, which a convoy was to bring in the morning.",
    "The council of {town} met in the evening to speak about help for families who had lost their homes.",
    "Nobody said what had caused it; an inquiry has begun, and is expected to end before the summer.",
    "{office} {name} had visited the place only weeks before and had asked for repairs of gates and roof.",
    "Power and water failed in the quarter around {street}, and came back for most homes by the morning.",
    "A shopkeeper who gave her name as {victim} said that she had seen nothing like it in all her years.",
    "Workers with cranes cleared stones and glass from the pavement, and a bank kept its shutters down.",
)
BEFORE = (
    "In {month}, an explosion killed {earlier} people in {other}, the deadliest day in that region for years."
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def row(number: int) -> dict[str, Any]:
    """Give the report with that number as a line of JSON holds it."""
    block, place = divmod(number, REPORTS_OF_ONE * MIXED)
    turn, which = divmod(place, MIXED)
    incident = block * MIXED + which
    one, own = random.Random(incident), random.Random(-number - 1)
    day = date(2015, 1, 1) + timedelta(days=one.randrange(3000))
    town, thing, (opening, _) = one.choice(TOWNS), one.choice(THINGS), one.choice(HAPPENED)
    said = {
        "town": town,
        "thing": thing,
        "day": f"{day:%A}",
        "killed": one.randint(2, 30) + turn,
        "injured": one.randint(2, 60),
        "office": one.choice(OFFICES),
        "name": _name(one),
        "street": _word(one),
        "victim": _name(one),
        "month": own.choice(MONTHS),
        "earlier": own.randint(31, 90),
        "other": own.choice(TOWNS),
    }
    around = own.sample(AROUND, 10)
    parts = [opening + ".", own.choice(TOLD), *around, *([BEFORE] if own.random() < 0.2 else [])]
    return {
        "id": f"rpt_{number:07}",
        "title": f"{thing.capitalize()} in {town}: {said['killed']} dead",
        "text": "\n\n".join(part.format(**said) for part in parts),
        "outlet": own.choice(OUTLETS),
        "published": f"{day + timedelta(days=turn // 2)}T{8 + turn:02}:00:00+00:00",
    }


def incident_of(number: int) -> int:
    """Give the number of the incident that the report with that number tells of."""
    block, place = divmod(number, REPORTS_OF_ONE * MIXED)
    return block * MIXED + place % MIXED


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SOUNDS) for _ in range(3)).capitalize()


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {_word(chance)}"
