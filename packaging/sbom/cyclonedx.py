"""The parts as a CycloneDX 1.6 document and as one page that needs nothing else. The same input gives the same bytes.

Source: https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import hashlib
import html
import json
import uuid
from datetime import UTC, datetime
from typing import Any

from parts import Part, choose

NAMESPACE = uuid.UUID("5d0b8f1e-0d39-4d0c-9a54-2a7c2a1a6a11")
KINDS = {
    "ours": "written for Muster",
    "wheel": "Python package",
    "debian": "from Debian",
    "inside": "inside another's binary",
    "crate": "Rust crate",
    "data": "data with an origin of its own",
}


def document(parts: list[Part], muster: Part, files: dict[str, str], epoch: int) -> dict[str, Any]:
    """The SBOM. ``files`` is name in the payload → SHA-256."""
    components = [component(part) for part in parts if part is not muster]
    body = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": component(muster),
            "properties": [{"name": "muster:files", "value": str(len(files))}],
        },
        "components": components + [file_component(name, digest) for name, digest in sorted(files.items())],
        "dependencies": dependencies(parts, muster),
    }
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return {**body, "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, digest)}"}


def component(part: Part) -> dict[str, Any]:
    """One part with its licence and the files it is in."""
    made: dict[str, Any] = {
        "type": "application" if part.kind == "ours" else "library",
        "bom-ref": part.ref,
        "name": part.name,
        "version": part.version or "not stated",
        "licenses": [{"expression": part.licence}],
        "properties": [{"name": "muster:kind", "value": KINDS[part.kind]}],
        "evidence": {"occurrences": [{"location": name} for name in sorted(part.files)]},
    }
    if part.purl:
        made["purl"] = part.purl
    if part.sha256:
        made["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
    if (chosen := choose(part.licence)) != part.licence:
        made["properties"].append({"name": "muster:licence-chosen", "value": chosen})
    return made


def file_component(name: str, digest: str) -> dict[str, Any]:
    """A shipped file with its hash."""
    return {
        "type": "file",
        "bom-ref": f"file:{name}",
        "name": name,
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


def dependencies(parts: list[Part], muster: Part) -> list[dict[str, Any]]:
    """Muster stands on everything that stands by itself; a wheel on what is inside it."""
    by_name = {part.within: part.within for part in parts if part.within}
    rows = [
        {"ref": muster.ref, "dependsOn": sorted(p.ref for p in parts if p is not muster and not p.within)}
    ]
    for name in sorted(by_name):
        owner = next(p for p in parts if p.kind == "wheel" and p.purl.startswith(f"pkg:pypi/{name}@"))
        rows.append({"ref": owner.ref, "dependsOn": sorted(p.ref for p in parts if p.within == name)})
    return rows


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>What Muster {version} consists of</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark }}
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); vertical-align: top }}
th {{ position: sticky; top: 0; background: Canvas }}
td:first-child {{ overflow-wrap: anywhere }}
code {{ font-size: .85em; overflow-wrap: anywhere }}
.table {{ overflow-x: auto }}
details summary {{ cursor: pointer }}
</style></head><body>
<h1>What Muster {version} consists of</h1>
<p>{count} parts in {files} files. Every file of the program belongs to at least one of them; the build fails otherwise. The same
list for machines is <code>{json_name}</code> (CycloneDX 1.6). The texts of the licences are in <code>licenses/</code>.</p>
<h2>By licence</h2><div class="table" tabindex="0" role="region" aria-label="Parts by licence"><table><thead><tr><th scope="col">Licence</th><th scope="col">Parts</th></tr></thead><tbody>
{licences}</tbody></table></div>
<h2>Parts</h2><div class="table" tabindex="0" role="region" aria-label="Parts"><table><thead><tr><th scope="col">Name</th><th scope="col">Version</th><th scope="col">Kind</th><th scope="col">Licence</th><th scope="col">In</th></tr></thead><tbody>
{parts}</tbody></table></div>
<h2>Files</h2><div class="table" tabindex="0" role="region" aria-label="Files"><table><thead><tr><th scope="col">File</th><th scope="col">SHA-256</th><th scope="col">Parts</th></tr></thead><tbody>
{listing}</tbody></table></div>
</body></html>
"""


def page(parts: list[Part], muster: Part, files: dict[str, str], json_name: str) -> str:
    """The same for people."""
    by_licence: dict[str, int] = {}
    for part in parts:
        by_licence[part.licence] = by_licence.get(part.licence, 0) + 1
    owners: dict[str, list[str]] = {name: [] for name in files}
    for part in parts:
        for name in part.files:
            owners[name].append(part.name)
    return PAGE.format(
        version=html.escape(muster.version),
        count=len(parts),
        files=len(files),
        json_name=html.escape(json_name),
        licences="".join(_row(name, str(count)) for name, count in sorted(by_licence.items())),
        parts="".join(
            _row(
                p.name,
                p.version or "not stated",
                KINDS[p.kind] + (f": {p.within}" if p.within else ""),
                p.licence,
                _where(p),
            )
            for p in sorted(parts, key=lambda p: (p.name.lower(), p.version, p.within))
        ),
        listing="".join(
            _row(name, digest[:16] + "…", _names(owners[name])) for name, digest in sorted(files.items())
        ),
    )


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>\n"


def _where(part: Part) -> str:
    names = sorted(part.files)
    return names[0] if len(names) == 1 else f"{len(names)} files"


def _names(names: list[str]) -> str:
    ordered = sorted(set(names), key=str.lower)
    return ", ".join(ordered[:6]) + (f" and {len(ordered) - 6} more" if len(ordered) > 6 else "")
