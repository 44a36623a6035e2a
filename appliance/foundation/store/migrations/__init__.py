"""Every change of the database's shape, in order. Add at the end; never edit an old one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from appliance.foundation.store.migrations import (
    m0001_foundation,
    m0002_accounts,
    m0003_candidates,
    m0004_requisitions,
    m0005_intake,
    m0006_search,
    m0007_matching,
    m0008_backup,
    m0009_organisation,
    m0010_teams,
    m0011_searches,
    m0012_samples,
    m0013_transfer,
    m0014_cards,
    m0015_ledger,
)

MIGRATIONS: tuple[tuple[str, Callable[[Any], None]], ...] = (
    ("m0001_foundation", m0001_foundation.migrate),
    ("m0002_accounts", m0002_accounts.migrate),
    ("m0003_candidates", m0003_candidates.migrate),
    ("m0004_requisitions", m0004_requisitions.migrate),
    ("m0005_intake", m0005_intake.migrate),
    ("m0006_search", m0006_search.migrate),
    ("m0007_matching", m0007_matching.migrate),
    ("m0008_backup", m0008_backup.migrate),
    ("m0009_organisation", m0009_organisation.migrate),
    ("m0010_teams", m0010_teams.migrate),
    ("m0011_searches", m0011_searches.migrate),
    ("m0012_samples", m0012_samples.migrate),
    ("m0013_transfer", m0013_transfer.migrate),
    ("m0014_cards", m0014_cards.migrate),
    ("m0015_ledger", m0015_ledger.migrate),
)
