"""How each thing in a ledger was made: by which function, at which stage version, from which commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from tollbook.ledger import Reader
from tollbook.ledger.log import Stale
from tollbook.model import Step
from tollbook.reconciling import Options

STAGE_VERSIONS: Mapping[str, str] = MappingProxyType(
    {
        "tollbook.reading:read": "2",
        "tollbook.reading.incident_tables:read_table": "1",
        "tollbook.recording.taking_over:told": "1",
        "tollbook.extracting:extract": "2",
        "tollbook.linking:Linker.add": "2",
        "tollbook.reconciling:reconcile": "2",
        "tollbook.publishing:guard": "1",
    }
)
"""The stage version of every maker: raised when it gives other results for the same inputs."""

SETTINGS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "tollbook.extracting:extract": {"everywhere": False},
        "tollbook.reconciling:reconcile": msgspec.to_builtins(Options()),
    }
)
"""What a maker was told to do beside its inputs, where it can be told to do otherwise."""

_REPOSITORY = Path(__file__).parents[3] / ".git"


class _Origin(Struct):
    """Where a package was installed from, as far as it is needed here."""

    vcs_info: dict[str, str] = {}


def step(maker: str, inputs: Iterable[str] = ()) -> Step:
    """Give the step of something that a maker (a key of `STAGE_VERSIONS`) makes now from those inputs."""
    return Step(
        maker=maker,
        version=_version(),
        commit=commit(),
        stage_version=STAGE_VERSIONS[maker],
        settings=_options(maker),
        inputs=tuple(inputs),
    )


def stale(ledger: Reader) -> tuple[Stale, ...]:
    """Give what a ledger holds that was made at other stage versions than those of this program."""
    return ledger.stale(STAGE_VERSIONS)


def counts_of_stale(ledger: Reader) -> dict[str, int]:
    """Give how many things of each type `stale` would name."""
    return ledger.counts_of_stale(STAGE_VERSIONS)


@cache
def _version() -> str:
    return version("tollbook")


@cache
def _options(maker: str) -> str:
    return settings_digest(SETTINGS.get(maker, {}))


def settings_digest(settings: Mapping[str, object]) -> str:
    """Give the digest of settings, 16 hex digits; the same settings have the same one in every version."""
    return sha256(msgspec.json.encode(settings, order="sorted")).hexdigest()[:16]


@cache
def commit() -> str | None:
    """Give the commit of this code: as the installer noted it, or of the checkout; `None` where unknown."""
    return _installed() or _checked_out()


def _installed() -> str | None:
    """Give the commit that the package was installed from (PEP 610), or `None`."""
    try:
        noted = distribution("tollbook").read_text("direct_url.json")
        return msgspec.json.decode(noted or "{}", type=_Origin).vcs_info.get("commit_id")
    except (PackageNotFoundError, OSError, msgspec.MsgspecError):
        return None


def _checked_out() -> str | None:
    try:
        head = (_REPOSITORY / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head
        branch = head.removeprefix("ref: ")
        loose = _REPOSITORY / branch
        if loose.is_file():
            return loose.read_text(encoding="ascii").strip()
        packed = (_REPOSITORY / "packed-refs").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    return next((line.split()[0] for line in packed if line.endswith(f" {branch}")), None)
