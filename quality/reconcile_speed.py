"""How long reconciling takes: 40 claims with their proof, many incidents, one of very many claims.

    python -m quality.reconcile_speed

Prints processor time, the median of five runs with the solver loaded. The reports are invented.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from tollbook.linking import roots
from tollbook.model import Attribution, By, Claim, Count, Incident, Report, Span
from tollbook.reconciling import Case, proofs, reconcile

RUNS = 5
MEASURES = (("killed", "killed"), ("injured", "injured"), ("missing", "missing"), ("destroyed", "destroyed"))


def report(name: str, claims: int, shift: int) -> tuple[Report, list[Claim]]:
    """Give an invented report with so many claims, and its claims; `shift` moves its numbers."""
    text, made = f"News of {name}\n\n", []
    for number in range(claims):
        measure, word = MEASURES[number % len(MEASURES)]
        count = 10 + number // len(MEASURES) + (shift if number % 3 == 0 else 0)
        quote = f"{count} people"
        start = len(text)
        text += f"{quote} were {word}, speaker {number % 3} said.\n"
        made.append(
            Claim(
                id=f"clm_{name}_{number}",
                report=name,
                measure=measure,
                unit="person",
                extent="whole",
                count=Count(low=count, high=count, text=quote),
                speaker=Attribution(id=f"spk_{number % 3}", name=f"speaker {number % 3}"),
                evidence=Span(start=start, end=start + len(quote), quote=quote),
                by=By(rules=(), confidence=1.0),
            )
        )
    published = f"2031-05-04T{10 + shift % 10}:00Z"
    return Report(id=name, text=text, outlet=name, published=published, language="en", checksum="0"), made


def case(reports: int, each: int) -> Case:
    """Give a case of one incident: so many reports of so many claims."""
    made = [report(f"r{number}", each, number) for number in range(reports)]
    sources = tuple(source for source, _ in made)
    claims = tuple(claim for _, own in made for claim in own)
    return Case(
        reports=sources, claims=claims, incidents=(Incident(id="evt_1"),), roots=roots(sources, claims)
    )


def milliseconds(work: Callable[[], object]) -> float:
    """Give the median time of some work, in milliseconds of processor time."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def main() -> None:
    """Print the times."""
    forty = case(5, 8)
    reconcile(forty)
    proofs(forty)
    print(f"40 claims, reconciled: {milliseconds(lambda: reconcile(forty)):.0f} ms")
    print(f"40 claims, with the proof: {milliseconds(lambda: (reconcile(forty), proofs(forty))):.0f} ms")
    for number in (10, 100, 1_000):
        incidents = [case(1, 5) for _ in range(number)]
        taken = milliseconds(lambda each=incidents: list(map(reconcile, each)))  # type: ignore[misc]
        print(f"{number} incidents of 5 claims: {taken:.0f} ms")
    for size in (500, 1_000, 2_000, 10_000):
        large = case(10, size // 10)
        start = time.process_time()
        problems = reconcile(large).problems
        print(f"{size} claims in one incident: {time.process_time() - start:.1f} s; {len(problems)} problem")


if __name__ == "__main__":
    main()
