"""Read the Kubernetes manifest and hold it to the API: every field known, of its type, and what belongs together agrees.

Standard library only. ``documents`` reads the YAML that the manifest keeps to (blocks, flow lists of plain words, plain
scalars) and refuses everything else. ``FIELDS`` holds the fields we use and no others.

Source of the fields: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.31/ and, for ``restricted``,
https://kubernetes.io/docs/concepts/security/pod-security-standards/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

QUANTITY = re.compile(r"\d+(m|[KMGT]i)?")
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
IMAGE = re.compile(r"[a-z0-9./-]+@(sha256:[0-9a-f]{64}|@DIGEST@)")
UNITS = {"Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40}
LABELS = {"*": str}
META = {"name": NAME, "namespace?": NAME, "labels?": LABELS}
PORT = {"name?": NAME, "port": int, "targetPort?": int}
CONTAINER = {
    "name": NAME, "image": IMAGE, "args": [str],
    "securityContext": {"allowPrivilegeEscalation": bool, "readOnlyRootFilesystem": bool, "capabilities": {"drop": [str]}},
    "ports": [{"name": NAME, "containerPort": int}],
    "resources": {"requests": {"cpu": QUANTITY, "memory": QUANTITY}, "limits": {"memory": QUANTITY}},
    "startupProbe": {"exec": {"command": [str]}, "timeoutSeconds": int, "periodSeconds": int, "failureThreshold": int},
    "volumeMounts": [{"name": NAME, "mountPath": re.compile(r"/[a-z/]+")}],
}  # fmt: skip
POD = {
    "automountServiceAccountToken": bool, "enableServiceLinks": bool, "terminationGracePeriodSeconds": int,
    "securityContext": {
        "runAsNonRoot": bool, "runAsUser": int, "runAsGroup": int, "fsGroup": int,
        "fsGroupChangePolicy": re.compile("OnRootMismatch|Always"), "seccompProfile": {"type": re.compile("RuntimeDefault")},
    },
    "containers": [CONTAINER],
    "volumes": [{"name": NAME, "emptyDir": {"medium": re.compile("Memory"), "sizeLimit": QUANTITY}}],
}  # fmt: skip
CLAIM = {
    "metadata": META,
    "spec": {
        "accessModes": [re.compile("ReadWriteOnce(Pod)?")],
        "resources": {"requests": {"storage": QUANTITY}},
    },
}
FIELDS: dict[str, dict[str, Any]] = {
    "v1 Namespace": {},
    "networking.k8s.io/v1 NetworkPolicy": {
        "spec": {
            "podSelector": {},
            "policyTypes": [re.compile("Ingress|Egress")],
            "ingress": [{"ports": [PORT]}],
            "egress": [{}],
        }
    },
    "v1 Service": {"spec": {"selector": LABELS, "ports": [PORT]}},
    "apps/v1 StatefulSet": {
        "spec": {
            "serviceName": NAME, "replicas": int, "selector": {"matchLabels": LABELS},
            "template": {"metadata": {"labels": LABELS}, "spec": POD}, "volumeClaimTemplates": [CLAIM],
        }
    },
}  # fmt: skip


class Odd(ValueError):
    """The manifest is not what the API or we ask for."""


@dataclass(frozen=True)
class Run:
    """How the pod runs its container: numbers of user and group, the mounts as (path, bytes or 0 for the volume)."""

    user: int
    group: int
    read_only: bool
    arguments: tuple[str, ...]
    probe: tuple[str, ...]
    mounts: tuple[tuple[str, int], ...]


def documents(text: str) -> list[Any]:
    """Every document as plain data. Raises Odd on YAML beyond what is described above."""
    found = []
    for part in re.split(r"(?m)^---$", text):
        lines = [re.sub(r"(^|\s)#.*$", "", line).rstrip() for line in part.splitlines()]
        rows = [(len(line) - len(line.lstrip()), line.strip()) for line in lines if line.strip()]
        if rows:
            value, rest = _block(rows, rows[0][0])
            if rest:
                raise Odd(f"not understood: {rest[0][1]}")
            found.append(value)
    return found


def _block(rows: list[tuple[int, str]], indent: int) -> tuple[Any, list[tuple[int, str]]]:
    made: Any = [] if rows[0][1].startswith("- ") else {}
    while rows and rows[0][0] == indent and rows[0][1].startswith("- ") == isinstance(made, list):
        if isinstance(made, list):
            rows = [(indent + 2, rows[0][1][2:]), *rows[1:]]
            value, rows = (
                _block(rows, indent + 2)
                if re.match(r"[\w./-]+:( |$)", rows[0][1])
                else (_scalar(rows[0][1]), rows[1:])
            )
            made.append(value)
            continue
        key, colon, after = rows[0][1].partition(":")
        if not colon or key in made or (after and not after.startswith(" ")):
            raise Odd(f"not understood: {rows[0][1]}")
        rows = rows[1:]
        if after:
            made[key] = _scalar(after.strip())
        elif rows and (rows[0][0] > indent or (rows[0][0] == indent and rows[0][1].startswith("- "))):
            made[key], rows = _block(rows, rows[0][0])
        else:
            raise Odd(f"{key} has no value")
    return made, rows


def _scalar(text: str) -> Any:
    if text == "{}":
        return {}
    if text.startswith("["):
        if not re.fullmatch(r"\[([\w./-]+(, [\w./-]+)*)?\]", text):
            raise Odd(f"not understood: {text}")
        return [_scalar(word) for word in text[1:-1].split(", ") if word]
    if text[0] in "&*!|>%@`\"'{}]":
        raise Odd(f"not understood: {text}")
    if text in {"true", "false"}:
        return text == "true"
    return int(text) if re.fullmatch(r"\d+", text) else text


def conform(value: Any, shape: Any, place: str) -> None:
    """Raise Odd unless ``value`` has this shape: a type, a pattern of text, a list of one shape, fields by name.

    ``name?`` may be missing, ``*`` is every other name.
    """
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            raise Odd(f"{place} is no object")
        known = {name.rstrip("?"): (one, not name.endswith("?")) for name, one in shape.items()}
        for name, (_, needed) in known.items():
            if needed and name != "*" and name not in value:
                raise Odd(f"{place}.{name} is missing")
        for name, one in value.items():
            if name not in known and "*" not in known:
                raise Odd(f"{place}.{name} is no field that we use")
            conform(one, known.get(name, known.get("*"))[0], f"{place}.{name}")  # type: ignore[index]  # known or *
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise Odd(f"{place} is no list")
        for number, one in enumerate(value):
            conform(one, shape[0], f"{place}[{number}]")
    elif isinstance(shape, re.Pattern):
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise Odd(f"{place} is {value!r}")
    elif type(value) is not shape:
        raise Odd(f"{place} is {value!r}, not of type {shape.__name__}")


def checked(text: str) -> Run:
    """Hold the manifest to the API, to itself and to the restricted standard; how its pod runs. Raises Odd."""
    kinds: dict[str, Any] = {}
    for found in documents(text):
        kind = f"{found.get('apiVersion')} {found.get('kind')}"
        if kind not in FIELDS or kind in kinds:
            raise Odd(f"{kind} is no object that we use, or is there twice")
        kinds[kind] = found
        conform(found, {"apiVersion": str, "kind": str, "metadata": META, **FIELDS[kind]}, kind.split()[1])
    if set(kinds) != set(FIELDS):
        raise Odd(f"missing: {', '.join(sorted(set(FIELDS) - set(kinds)))}")
    space, policy, service, stateful = (kinds[kind] for kind in FIELDS)
    for one in (policy, service, stateful):
        _same(one["metadata"]["namespace"], space["metadata"]["name"], "namespaces")
    spec, pod = stateful["spec"], stateful["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    labels = spec["template"]["metadata"]["labels"]
    _same(spec["selector"]["matchLabels"], labels, "selector and labels of the pod")
    _same(service["spec"]["selector"], labels, "selector of the service and labels of the pod")
    _same(spec["serviceName"], service["metadata"]["name"], "serviceName and the service")
    ports = {port["containerPort"] for port in container["ports"]}
    _same({port["targetPort"] for port in service["spec"]["ports"]}, ports, "ports of service and container")
    _same({p["port"] for rule in policy["spec"]["ingress"] for p in rule["ports"]}, ports, "ports let in")
    _same(policy["spec"]["egress"], [], "what is let out and nothing")
    _same(spec["replicas"], 1, "replicas and one")
    sizes = {one["name"]: _bytes(one["emptyDir"]["sizeLimit"]) for one in pod["volumes"]}
    sizes |= {one["metadata"]["name"]: 0 for one in spec["volumeClaimTemplates"]}
    _same({mount["name"] for mount in container["volumeMounts"]}, set(sizes), "mounts and volumes")
    _restricted(space, pod, container)
    user = pod["securityContext"]
    return Run(
        user["runAsUser"], user["runAsGroup"], container["securityContext"]["readOnlyRootFilesystem"],
        tuple(container["args"]), tuple(container["startupProbe"]["exec"]["command"]),
        tuple((mount["mountPath"], sizes[mount["name"]]) for mount in container["volumeMounts"]),
    )  # fmt: skip


def _restricted(space: Any, pod: Any, container: Any) -> None:
    """The restricted standard, which the namespace enforces, and a root that cannot be written."""
    _same(space["metadata"]["labels"].get("pod-security.kubernetes.io/enforce"), "restricted", "the standard")
    held = container["securityContext"]
    _same(held["allowPrivilegeEscalation"], False, "allowPrivilegeEscalation and the standard")
    _same(held["capabilities"]["drop"], ["ALL"], "capabilities and the standard")
    _same(held["readOnlyRootFilesystem"], True, "readOnlyRootFilesystem and us")
    _same(pod["securityContext"]["runAsNonRoot"], True, "runAsNonRoot and the standard")
    _same(pod["automountServiceAccountToken"], False, "automountServiceAccountToken and us")
    if 0 in {pod["securityContext"]["runAsUser"], pod["securityContext"]["runAsGroup"]}:
        raise Odd("the standard wants a user and a group that are not root")


def _same(one: Any, other: Any, what: str) -> None:
    if one != other:
        raise Odd(f"{what} do not agree: {one!r}, {other!r}")


def _bytes(quantity: str) -> int:
    return int(quantity[:-2]) * UNITS[quantity[-2:]]
