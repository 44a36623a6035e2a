"""``muster transfer``: carry candidates and requisitions to another appliance, by stick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from appliance.doors.cli.frame import messages, opened, print_json, say, with_data
from appliance.foundation.kernel.errors import BadInput
from appliance.wiring import console_actor

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
MIB = 1 << 20
WAYS = {"both": "both ways", "send": "only sent there", "receive": "only received from there"}


@click.group()
def transfer() -> None:
    """Carry records to another appliance: exchange key cards once, then packets and receipts."""


@transfer.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_data
def card(file: Path, data: Path | None, as_json: bool) -> None:
    """Write the key card of this appliance into FILE, and show the six words to compare.

    The card is not secret. Whoever pairs with it has to hear the words from you, not read them off the stick.

    Example: muster transfer card /media/stick/high-side.card
    """
    with opened(data) as services:
        content, found = services.transfer.card()
        file.write_bytes(content)
        if as_json:
            print_json(
                {"file": str(file), "instance": found.instance, "name": found.name, "words": found.words}
            )
            return
        say(f"The card of {found.name} is in {file}.")
        say(f"Its words: {found.words}")


@transfer.command()
@click.argument("card_file", metavar="CARD", type=FILE)
@click.option("--words", default="", help="The six words, as the people at the other appliance said them.")
@click.option("--name", default="", help="What the partner is called here (default: what its card says).")
@click.option(
    "--one-way",
    type=click.Choice(("send", "receive")),
    help="Packets go one way only; no receipts come back.",
)
@with_data
def pair(card_file: Path, words: str, name: str, one_way: Any, data: Path | None, as_json: bool) -> None:
    """Trust another appliance's card, once its words were compared.

    Example: muster transfer pair low-side.card --words "latir-vodig-gudim-tigod-lamog-hagav"
    """
    with opened(data) as services:
        said = words or click.prompt("The six words, as the people there say them", err=True)
        partner = services.transfer.pair(
            console_actor(),
            card_file.read_bytes(),
            said,
            direction=one_way or "both",
            name=name,
        )
        if as_json:
            print_json(partner.model_dump(mode="json"))
        else:
            say(f"Paired with {partner.name}; packets go {WAYS[partner.direction]}.")


@transfer.command()
@click.argument("partner")
@with_data
def unpair(partner: str, data: Path | None, as_json: bool) -> None:
    """Trust a partner no longer. What came from it stays.

    Example: muster transfer unpair "High side"
    """
    with opened(data) as services:
        services.transfer.unpair(console_actor(), partner)
        print_json({"unpaired": partner}) if as_json else say(f"{partner} is trusted no longer.")


@transfer.command()
@with_data
def partners(data: Path | None, as_json: bool) -> None:
    """List the partners, and how far each is.

    Example: muster transfer partners
    """
    with opened(data) as services:
        found = services.transfer.partners()
        if as_json:
            print_json([p.model_dump(mode="json") for p in found])
            return
        if not found:
            say("No partner yet. Exchange key cards: muster transfer card FILE")
        for p in found:
            say(
                f"{p.name:24} {WAYS[p.direction]:26} sent {p.sent}, acknowledged {p.acknowledged}, received {p.received}"
            )


@transfer.command()
@click.argument("partner")
@click.argument("folder", type=FOLDER)
@click.option(
    "--part-mib", type=click.IntRange(1, 4095), default=1024, show_default=True, help="Largest file."
)
@with_data
def send(partner: str, folder: Path, part_mib: int, data: Path | None, as_json: bool) -> None:
    """Seal what changed since the last packet that arrived into FOLDER, for PARTNER alone.

    Larger packets are written in parts that fit on FAT32; carry all of them.

    Example: muster transfer send "High side" /media/stick
    """
    with opened(data) as services:
        packet, files = services.transfer.send(console_actor(), partner, folder, part_bytes=part_mib * MIB)
        if as_json:
            print_json({**packet.model_dump(mode="json"), "files": [str(f) for f in files]})
            return
        counts = ", ".join(f"{n} {name}" for name, n in packet.counts.items())
        say(f"Packet {packet.seq} for {partner}: {counts}.")
        for file in files:
            say(f"  {file}")


@transfer.command()
@click.argument("file", type=FILE)
@with_data
def look(file: Path, data: Path | None, as_json: bool) -> None:
    """Show what accepting a packet would do; nothing is kept.

    Exit code 3 when it is damaged, not for here, out of order or accepted already.

    Example: muster transfer look /media/stick/muster-packet.mpk
    """
    with opened(data) as services:
        found = services.transfer.dry_run(file)
        if as_json:
            print_json({**found.model_dump(mode="json"), "counts": found.counts})
            return
        counts = ", ".join(f"{n} {name}" for name, n in found.counts.items())
        say(f"Packet {found.seq} of {found.partner.name}, made {found.made_at[:16]}: {counts}.")
        for item in found.items:
            if item.category == "conflict":
                _conflict(item)


def _conflict(item: Any) -> None:
    say()
    say(f"Conflict {item.theirs}: {item.title}. {item.why}", "bold")
    for title, shown in (("theirs", item.theirs_shown), ("ours", item.ours_shown)):
        for label, value in shown:
            say(f"  {title:7} {label:10} {value}")


@transfer.command()
@click.argument("file", type=FILE)
@click.option(
    "--conflicts",
    type=click.Choice(("ours", "theirs", "both")),
    help="The answer to every conflict not named by --answer.",
)
@click.option(
    "--answer", multiple=True, metavar="ID=ANSWER", help="The answer to one conflict. May be given again."
)
@click.option("--receipt-to", type=FOLDER, help="Where the receipt is written (default: beside the packet).")
@with_data
def accept(
    file: Path,
    conflicts: Any,
    answer: tuple[str, ...],
    receipt_to: Path | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Keep a packet: all of it, or nothing when anything is wrong.

    ours: what is here stays as it is. theirs: what came is put on top of it. both: what came becomes somebody new.

    Example: muster transfer accept /media/stick/muster-packet.mpk --conflicts ours
    """
    answers: dict[str, Any] = {}
    for one in answer:
        identifier, _, chosen = one.partition("=")
        if chosen not in ("ours", "theirs", "both"):
            raise BadInput(what=f"“{one}” is no answer.", mend="Write it like cand_01k…=theirs.")
        answers[identifier] = chosen
    with opened(data) as services:
        done = services.transfer.accept(
            console_actor(), file, receipt_to or file.parent, resolutions=answers, otherwise=conflicts
        )
        if as_json:
            receipt = str(done.receipt) if done.receipt else ""
            print_json(
                {"partner": done.partner.name, "seq": done.seq, "counts": done.counts, "receipt": receipt}
            )
            return
        counts = ", ".join(f"{n} {name}" for name, n in done.counts.items() if n) or "nothing new"
        say(f"Packet {done.seq} of {done.partner.name} is accepted: {counts}.")
        if done.receipt:
            messages.print(f"Carry the receipt back: {done.receipt}", markup=False)


@transfer.command()
@click.argument("file", type=FILE)
@with_data
def receipt(file: Path, data: Path | None, as_json: bool) -> None:
    """Take a receipt that came back: the next packet begins after what it names.

    Example: muster transfer receipt /media/stick/muster-packet.receipt
    """
    with opened(data) as services:
        partner = services.transfer.receipt(console_actor(), file)
        if as_json:
            print_json(partner.model_dump(mode="json"))
        else:
            say(f"{partner.name} has everything up to packet {partner.acknowledged}.")
