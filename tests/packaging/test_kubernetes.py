"""The Kubernetes manifest is held to the API, to itself and to the restricted standard; what is odd is refused."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = SimpleNamespace(**runpy.run_path(str(ROOT / "packaging/oci/manifest.py")))
TEXT = (ROOT / "packaging/oci/kubernetes.yaml").read_text()


def test_ours_holds_and_says_how_it_is_run():
    run = MANIFEST.checked(TEXT)
    assert (run.user, run.group, run.read_only) == (65532, 65532, True)
    assert run.arguments == ("serve",)
    assert run.mounts == (("/var/lib/muster", 0), ("/tmp", 512 << 20))  # noqa: S108 - where it says


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("runAsNonRoot: true", "runAsNonroot: true", "runAsNonRoot is missing"),
        ("enableServiceLinks: false", "enableServiceLinks: false\n      hostNetwork: true", "no field that we use"),
        ("replicas: 1", "replicas: two", "not of type int"),
        ("replicas: 1", "replicas: 2", "replicas and one"),
        ("automountServiceAccountToken: false", 'automountServiceAccountToken: "no"', "not understood"),
        ("memory: 2Gi", "memory: 2 GB", "limits.memory"),
        ("targetPort: 8443", "targetPort: 8642", "ports of service and container"),
        ("- port: 8443", "- port: 22", "ports let in"),
        ("egress: []", "egress:\n    - {}", "let out"),
        ("runAsUser: 65532", "runAsUser: 0", "not root"),
        ("drop: [ALL]", "drop: [NET_RAW]", "capabilities"),
        ("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "allowPrivilegeEscalation"),
        ("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "readOnlyRootFilesystem"),
        ("enforce: restricted", "enforce: baseline", "the standard"),
        ("      app: muster\n  template", "      app: mustard\n  template", "selector"),
        ("            - name: tmp\n              mountPath", "            - name: temp\n              mountPath", "mounts"),
        ("kind: Service\n", "kind: Pod\n", "no object that we use"),
        ("serviceName: muster", "serviceName: *muster", "not understood"),
        ("serviceName: muster", "serviceName:", "has no value"),
    ],
)  # fmt: skip
def test_what_is_odd_is_refused_with_its_place(old, new, why):
    assert old in TEXT
    with pytest.raises(MANIFEST.Odd, match=why):
        MANIFEST.checked(TEXT.replace(old, new, 1))


def test_an_object_less_is_refused():
    with pytest.raises(MANIFEST.Odd, match="missing: networking"):
        MANIFEST.checked("---".join(part for part in TEXT.split("---") if "NetworkPolicy" not in part))
