"""What every page shows around its own: navigation, marking, look, words for times."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup

from appliance.doors.http import csrf, current
from appliance.doors.web.covering import covered
from appliance.foundation.kernel.clock import from_iso

STATIC = Path(__file__).parent / "static"
HTMX = "vendor/htmx.min.js"

HTMX_CONFIG = json.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,  # pages hold people; none is left behind in the browser's storage
        "refreshOnHistoryMiss": True,
        "defaultSwapStyle": "innerHTML",
        "scrollIntoViewOnBoost": False,
        "timeout": 30_000,
    }
)


class Section(NamedTuple):
    """One entry of the main navigation; ``chord`` as in ``data-key``."""

    endpoint: str
    label: str
    icon: str
    chord: str
    permission: str


SECTIONS = (
    Section("today.page", "Today", "today", "g t", "today.read"),
    Section("intake.batches", "Intake", "intake", "g i", "intake.read"),
    Section("candidates.page", "Candidates", "candidates", "g c", "candidates.read"),
    Section("requisitions.page", "Requisitions", "requisitions", "g r", "requisitions.read"),
    Section("audit.page", "Audit", "audit", "g a", "audit.read"),
    Section("system.page", "Health", "settings", "g s", "health.read"),
    Section("help.page", "Help", "help", "g h", "session.own"),
)

BELONGS = {
    "backups": "system",
    "transfer": "system",
    "review": "intake",
    "documents": "candidates",
    "person": "candidates",
    "matching": "requisitions",
    "ledger": "requisitions",
    "seen": "candidates",
    "match_more": "requisitions",
}
"""Pages that stand under an entry of the navigation without being named like it."""

LOOKS: dict[str, tuple[str, ...]] = {
    "theme": ("system", "light", "dark"),
    "density": ("comfortable", "compact"),
    "keys": ("on", "off"),
}
"""What a person may choose about pages; kept in cookies ``muster_<name>``, the first is the default."""


class Marking(NamedTuple):
    """The customer's marking above and below every page, also in print. No text, no banner."""

    text: str = ""
    colour: str = "#3d3a36"

    @property
    def ink(self) -> str:
        """Whether ``light`` or ``dark`` letters are the more readable on the colour (WCAG's contrast)."""
        channels = [int(self.colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        return "light" if luminance < 0.179 else "dark"


def install(app: Flask, marking: Marking) -> None:
    """Give every template its surroundings."""
    hashes = {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:10]
        for path in sorted(STATIC.rglob("*"))
        if path.is_file()
    }

    addresses: dict[str, str] = {}

    def asset(name: str) -> str:
        found = addresses.get(name)
        if found is None:  # a page has forty icons out of one file
            found = addresses[name] = url_for("static", filename=name, v=hashes.get(name, "0"))
        return found

    @lru_cache(500)
    def icon(name: str, label: str = "") -> Markup:
        said = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
        drawn = Markup('<svg class="icon"{}><use href="{}#{}"></use></svg>')
        return drawn.format(said, asset("icons.svg"), name)

    def surroundings() -> dict[str, Any]:
        return {
            "asset": asset,
            "nonce": current.nonce,
            "marking": marking,
            "look": chosen_looks(),
            "htmx": HTMX in hashes,
            "htmx_config": HTMX_CONFIG,
            "home": "/",
        }

    app.context_processor(surroundings)
    app.context_processor(around)
    app.jinja_env.globals |= {"icon": icon, "csrf_token": csrf.token, "href": href}
    app.jinja_env.filters["ago"] = ago
    app.jinja_env.filters["exact"] = exact
    app.jinja_env.filters["count"] = counted
    app.jinja_env.filters["covered"] = covered
    app.jinja_env.filters["bytes"] = sized


def around() -> dict[str, Any]:
    """What only somebody signed in sees."""
    found = current.session_or_none()
    if found is None:
        return {"actor": None, "nav": (), "notices": (), "is_blind": False}
    taken = current.services().accounts.take_notices(found.id) if found.has_notices and shows_toasts() else []
    return {
        "actor": found.actor,
        "nav": navigation(),
        "notices": taken,
        "may": current.may,
        "is_blind": is_blind(),
        "search_action": "/candidates" if found.may("search.run") else "",
        "look_action": href("look.change"),
        "look_page": href("look.page"),
        "logout_action": href("entry.sign_out"),
        "here": request.full_path.rstrip("?"),
    }


def href(endpoint: str) -> str:
    """The address of a page that has only one; made once, a page has a dozen of them."""
    known: dict[tuple[str, str], str] = current_app.extensions.setdefault("muster_addresses", {})
    place = (request.script_root, endpoint)
    found = known.get(place)
    if found is None:
        found = known[place] = url_for(endpoint)
    return found


def is_blind() -> bool:
    """Whether the view of who asks is blind; asked once a request."""
    if "is_blind" not in g:
        g.is_blind = current.may("candidates.read") and current.services().blind.is_on(current.actor())
    return bool(g.is_blind)


def shows_toasts() -> bool:
    """Whether this answer is a whole page, which alone has a place for messages."""
    return request.method == "GET" and not current.from_htmx() and not current.wants_json()


def navigation() -> list[dict[str, Any]]:
    """The entries of the main navigation that who asks may open."""
    here = (request.endpoint or "").partition(".")[0]
    here = BELONGS.get(here, here)
    return [
        {
            "href": href(section.endpoint),
            "label": section.label,
            "icon": section.icon,
            "chord": section.chord,
            "current": here == section.endpoint.partition(".")[0],
            "exact": request.endpoint == section.endpoint,
        }
        for section in SECTIONS
        if section.endpoint in current_app.view_functions and current.may(section.permission)
    ]


def chosen_looks() -> dict[str, str]:
    """What this browser chose; anything unknown is the default."""
    sent = {name: request.cookies.get(f"muster_{name}", "") for name in LOOKS}
    return {name: sent[name] if sent[name] in values else values[0] for name, values in LOOKS.items()}


def local_path(path: str, otherwise: str = "/") -> str:
    """``path`` if it is an address of our own, else ``otherwise``: nobody is sent elsewhere by a form."""
    fine = (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and path.isprintable()
        and "\\" not in path
    )
    return path if fine else otherwise


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 file``, ``12,400 files``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sized(number: int) -> str:
    """A number of bytes as people say it: ``900 B``, ``12 KB``, ``3.4 MB``."""
    if number < 1000:
        return f"{number} B"
    return f"{number / 1000:.0f} KB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"


def exact(moment: str | datetime) -> str:
    """A moment to the second, in UTC."""
    when = from_iso(moment) if isinstance(moment, str) else moment.astimezone(UTC)
    return when.strftime("%Y-%m-%d %H:%M:%S UTC")


def ago(moment: str | datetime) -> str:
    """How long ago, or in how long, in words."""
    when = from_iso(moment) if isinstance(moment, str) else moment
    return distance((when - current.services().clock.now()).total_seconds())


_UNITS = (("year", 31_557_600), ("month", 2_629_800), ("day", 86_400), ("hour", 3_600), ("minute", 60))


def distance(seconds: float) -> str:
    """``-7200`` → "2 hours ago"; ``86400`` → "in 1 day"."""
    for unit, size in _UNITS:
        number = int(abs(seconds) // size)
        if number:
            words = f"{number} {unit}{'s' if number != 1 else ''}"
            return f"in {words}" if seconds > 0 else f"{words} ago"
    return "just now"
