"""An empty world for the jail host: no files, no network, no other users.

The host enters it once, after it has imported and warmed up its readers; its children are born in it.
Processes outside stay visible to ``kill``; the system call filter refuses that.
"""

from __future__ import annotations

import os
from pathlib import Path

from appliance.foundation.jail.libc import LIBC, check

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWNET = 0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x40000000
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REMOUNT, _MS_REC, _MS_PRIVATE = (
    1,
    2,
    4,
    8,
    32,
    16384,
    1 << 18,
)
_MNT_DETACH = 2
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

_SWITCHES: tuple[tuple[str, bool], ...] = (
    ("/proc/sys/user/max_user_namespaces", True),
    ("/proc/sys/kernel/unprivileged_userns_clone", True),
    ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", False),
)
"""Each switch, where it exists, and whether it has to be on (not 0) or off."""


def offered() -> bool:
    """Whether the kernel's switches let anybody make a user namespace; only ``enter`` proves it."""
    if not Path("/proc/self/ns/user").exists():
        return False
    for name, on in _SWITCHES:
        switch = Path(name)
        if switch.exists() and (switch.read_text(encoding="ascii").strip() != "0") is not on:
            return False
    return True


def enter() -> None:
    """Leave users, network and files behind. Needs a process with one thread. Raises OSError, half done at worst."""
    user, group = os.getuid(), os.getgid()
    check(LIBC.unshare(_NEWUSER | _NEWNS | _NEWNET | _NEWIPC | _NEWUTS), "unshare")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path("/proc/self", name).write_text(text, encoding="ascii")
    flags = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
    check(LIBC.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None), "private mounts")
    check(LIBC.mount(b"none", b"/tmp", b"tmpfs", flags, b"size=4k,nr_inodes=2,mode=0500"), "empty folder")
    os.chdir("/tmp")  # noqa: S108 - the empty folder just mounted there, not the shared one
    pivot_root = _PIVOT_ROOT.get(os.uname().machine)
    if pivot_root is None:
        raise OSError("no pivot_root number for this machine")
    check(LIBC.syscall(pivot_root, b".", b"."), "pivot_root")
    check(LIBC.umount2(b".", _MNT_DETACH), "detach the old files")
    check(LIBC.mount(b"none", b"/", None, _MS_REMOUNT | _MS_RDONLY | flags, None), "read-only")
    os.chdir("/")
