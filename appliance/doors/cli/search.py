"""``muster search``: the same search as on the page, booked like it."""

from __future__ import annotations

from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.doors.cli.working import as_worker
from appliance.foundation.contracts.search import SearchRequest
from appliance.wiring import WORK_KINDS_OF_IMPORT, console_actor


@click.command()
@click.argument("query")
@click.option("--requisition", default="", help="The requisition the search is for (reference).")
@click.option("--sourcing", default="", help="Why you search without a position.")
@click.option("--postings", is_flag=True, help="Search postings instead of candidates.")
@click.option("--limit", default=20, type=click.IntRange(1, 200), help="How many results.")
@with_data
def search(
    query: str,
    requisition: str,
    sourcing: str,
    postings: bool,
    limit: int,
    data: Path | None,
    as_json: bool,
) -> None:
    """Search candidates (or postings). Every search is booked to a requisition or to sourcing with a reason.

    Example: muster search '(python OR golang) kubernetes -junior clearance:secret' --requisition R-0001
    """
    with opened(data) as services:
        with as_worker(services) as turn:
            while services.work.waiting(*WORK_KINDS_OF_IMPORT[1:]) or not services.search.ready():
                turn()
        page = services.search.run(
            console_actor(),
            SearchRequest(
                text=query,
                kind="posting" if postings else "candidate",
                requisition=requisition,
                sourcing=sourcing,
                size=limit,
            ),
        )
        if as_json:
            print_json(page.model_dump(mode="json"))
            return
        say(f"{page.total} found for {page.understood}; booked to {page.booked_to}.", style="bold")
        if page.suggestion:
            say(f"Did you mean: {page.suggestion}")
        for card in page.cards:
            if card.candidate:
                person = card.candidate
                parts = [person.title, person.employer, f"{person.years:g} years" if person.years else ""]
                say(f"{card.rank:3}. {person.name}: " + " · ".join(p for p in parts if p))
            elif card.requisition:
                say(f"{card.rank:3}. {card.requisition.reference} {card.requisition.title}")
            for snippet in card.snippets:
                say("     " + " ".join(snippet.text.split()), style="dim")
