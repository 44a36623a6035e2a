"""What a person may be allowed to do, and which role allows it."""

from __future__ import annotations

from typing import Final

PERMISSIONS: Final[tuple[tuple[str, str], ...]] = (
    ("session.own", "Sign out, choose how pages look, read the help."),
    ("today.read", "See what is to be done today."),
    ("intake.read", "See batches, the verdict of every file and the review queue."),
    ("intake.write", "Bring files in, undo a batch, type in a scan's text."),
    ("intake.review", "Answer questions of the review queue."),
    ("candidates.read", "See candidates, their documents and facts."),
    ("candidates.write", "Add candidates, correct facts, merge and un-merge."),
    ("candidates.original", "Download an original file."),
    ("search.run", "Search, which writes into the search ledger."),
    ("search.read", "Read the search ledger."),
    ("search.export", "Save search results or the ledger as a file."),
    ("requisitions.read", "See requisitions, their postings and requirements."),
    ("requisitions.write", "Create and change requisitions, postings, requirements and weights."),
    ("applications.write", "Put candidates into a requisition, change stage, notes and tags."),
    ("matching.read", "See stored matches with their evidence."),
    ("matching.run", "Match a requisition against candidates and verify a stored match."),
    ("matching.export", "Print a shortlist or save it as a file."),
    ("audit.read", "Read the audit log."),
    ("audit.verify", "Verify the audit log."),
    ("jail.accept", "Accept in writing that files are read with a protection missing."),
    ("accounts.read", "See who has an account."),
    (
        "accounts.write",
        "Create accounts, change roles, tie them to certificates, make links to set a password.",
    ),
    ("organisation.write", "Change the organisation's settings and marking."),
    ("health.read", "See what this host offers and what is wrong."),
    ("backups.read", "See backups, their plan and whether they are good."),
    ("transfer.use", "Pair with other appliances, send and accept packets."),
    ("backups.write", "Make, check and save backups, change their plan, make the recovery key."),
)

ALL: Final = frozenset(name for name, _ in PERMISSIONS)
_ADMINISTRATORS_ONLY: Final = frozenset(
    {
        "audit.read",
        "audit.verify",
        "jail.accept",
        "accounts.read",
        "accounts.write",
        "organisation.write",
        "health.read",
        "backups.read",
        "backups.write",
        "transfer.use",
    }
)

ROLES: Final[dict[str, frozenset[str]]] = {
    "administrator": ALL,
    "recruiter": ALL - _ADMINISTRATORS_ONLY,
    "hiring_manager": frozenset(
        {
            "session.own",
            "today.read",
            "candidates.read",
            "requisitions.read",
            "search.run",
            "search.read",
        }
    ),
}
"""A hiring manager sees the requisitions whose team they are on, and the candidates in them (``Scope``)."""


def allowed(role: str, permission: str) -> bool:
    """Whether a role carries a permission; an unknown role carries none."""
    return permission in ROLES.get(role, frozenset())
