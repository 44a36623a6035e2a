"""The literal list of the set's résumé files."""

from __future__ import annotations

from fictional.sheet import Plan

RESUMES: tuple[Plan, ...] = (
    Plan("Oduya-Whitlock_Resume", "maren", "pdf", "classic", "short", options=("a4",)),
    Plan("achterberg_desmond", "desmond", "pdf", "two_columns", "slash", labels="work"),
    Plan("Tobias_Lindgren-Hale_CV", "tobias", "pdf", "sidebar_dark", "short", labels="career"),
    Plan("quach_rosalind_resume", "rosalind", "pdf", "modern", "long"),
    Plan("Nunez_de_la_Fuente", "jose_angel", "pdf", "sidebar_late", "short"),
    Plan("featheringay-obi", "callum", "pdf", "boxes", "short"),
    Plan("NKECHI ADEYEMI-ROWE RESUME", "nkechi", "pdf", "stack", "short", options=("grouped", "caps")),
    Plan("Ilse_van_der_Meulen_CV", "ilse", "pdf", "report", "long", "nl", options=("a4",)),
    Plan("gmarsh", "gideon", "pdf", "letterhead", "apostrophe"),
    Plan("Sunniva-Brekke-Halloran", "sunniva", "pdf", "grid", "years"),
    Plan("priyanka_v_2026", "priyanka", "pdf", "banner", "dotted"),
)
