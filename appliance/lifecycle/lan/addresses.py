"""The names and addresses of this machine."""

from __future__ import annotations

import ipaddress
import re
import socket
from pathlib import Path

from appliance.lifecycle.lan.certificates import Names
from appliance.lifecycle.lan.errors import NotAHostName

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LOCAL = re.compile(r"(\d+\.\d+\.\d+\.\d+)\n\s+/32 host LOCAL")


def checked_name(untrusted_name: str) -> str:
    """A full host name in lower case. Raises NotAHostName."""
    name = untrusted_name.strip().rstrip(".").lower()
    if len(name) > 253 or not _NAME.fullmatch(name) or name.rpartition(".")[2].isdecimal():
        raise NotAHostName(name=untrusted_name[:80])
    return name


def of_this_machine() -> tuple[str, ...]:
    """Every address of its network cards, loopback and link-local left out; asked of the kernel, nobody else."""
    found = set()
    try:
        found |= set(_LOCAL.findall(Path("/proc/net/fib_trie").read_text(encoding="ascii")))
    except OSError:
        found |= {str(i[4][0]) for i in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    try:
        for line in Path("/proc/net/if_inet6").read_text(encoding="ascii").splitlines():
            found.add(str(ipaddress.IPv6Address(int(line.split()[0], 16))))
    except OSError:
        found |= set()  # a kernel without IPv6 has no such file
    kept = [a for a in map(ipaddress.ip_address, found) if not (a.is_loopback or a.is_link_local)]
    return tuple(str(a) for a in sorted(kept, key=lambda a: (a.version, int(a))))


def all_names(host: str, others: tuple[str, ...], addresses: tuple[str, ...]) -> Names:
    """Everything a browser on this network, or on this machine, may call it by; ``host`` first."""
    short = host.partition(".")[0]
    hosts = dict.fromkeys((host, *others, short, f"{short}.local", "localhost"))
    return Names(tuple(hosts), tuple(dict.fromkeys((*addresses, "127.0.0.1", "::1"))))
