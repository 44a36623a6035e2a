"""What a taken-over reader would like to do; every probe returns normally when it got its way.

Run as a program it tries each probe in a child of its own, behind the walls it is told to put up, and prints JSON:

    python escape_probes.py --layers rlimits,landlock,seccomp [--namespaces] [--user 65534]
"""

# a table of one-line attempts: unused arguments, and the bare calls that pathlib would hide
# ruff: noqa: ARG005, PTH101, PTH108, PTH208, S103, S606

from __future__ import annotations

import argparse
import codecs
import ctypes
import json
import mmap
import os
import resource
import socket
import sys
import tempfile
import threading
from pathlib import Path

from appliance.foundation.jail import READ_LIMITS, landlock, namespaces
from appliance.foundation.jail.confinement import confine

LIBC = ctypes.CDLL(None, use_errno=True)
X86_64 = {
    "io_uring_setup": 425,
    "openat2": 437,
    "add_key": 248,
    "shmget": 29,
    "personality": 135,
    "memfd_create": 319,
}
AARCH64 = {
    "io_uring_setup": 425,
    "openat2": 437,
    "add_key": 217,
    "shmget": 194,
    "personality": 92,
    "memfd_create": 279,
}
NUMBERS = AARCH64 if os.uname().machine == "aarch64" else X86_64
EXECUTED = 42


def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def system_call(name, *arguments):
    return checked(LIBC.syscall(NUMBERS[name], *arguments))


class Surroundings:
    """Things outside that a probe reaches for; made before the walls go up."""

    def __init__(self, folder: str, tcp_port: int, left_open: int = -1) -> None:
        self.folder, self.tcp_port, self.left_open = folder, tcp_port, left_open

    @classmethod
    def make(cls, user: int) -> Surroundings:
        folder = tempfile.mkdtemp(prefix="muster-escape-")
        Path(folder, "present").write_text("here", encoding="utf-8")
        os.chown(folder, user, user)
        os.chown(Path(folder, "present"), user, user)
        cls.listener = socket.create_server(("127.0.0.1", 0))
        cls.unix = socket.socket(socket.AF_UNIX)
        cls.unix.bind(f"{folder}/door")
        os.chmod(f"{folder}/door", 0o666)
        cls.unix.listen()
        left_open = os.open(f"{folder}/left-open", os.O_RDWR | os.O_CREAT, 0o600)
        return cls(folder, cls.listener.getsockname()[1], left_open)

    def remove(self) -> None:
        for path in Path(self.folder).iterdir():
            path.unlink()
        Path(self.folder).rmdir()


def fork(_):
    if os.fork() == 0:
        os._exit(0)


def start_a_thread(_):
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()


def connect_unix(s):
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(f"{s.folder}/door")


def connect_tcp(s):
    socket.create_connection(("127.0.0.1", s.tcp_port), 2).close()


def send_udp(_):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b"x", ("127.0.0.1", 9))


def ptrace_parent(_):
    seize, detach = 0x4206, 17
    checked(LIBC.ptrace(seize, os.getppid(), None, None))
    LIBC.ptrace(detach, os.getppid(), None, None)


def read_parent_memory(_):
    class Piece(ctypes.Structure):
        _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))

    text = ctypes.create_string_buffer(8)
    there = ctypes.addressof(text)  # the parent is the same program at the same addresses
    here = ctypes.create_string_buffer(8)
    own, other = Piece(ctypes.addressof(here), 8), Piece(there, 8)
    LIBC.process_vm_readv.restype = ctypes.c_ssize_t
    checked(LIBC.process_vm_readv(os.getppid(), ctypes.byref(own), 1, ctypes.byref(other), 1, 0))


def openat2(s):
    how = (ctypes.c_uint64 * 3)(os.O_RDONLY, 0, 0)
    os.close(system_call("openat2", -100, f"{s.folder}/present".encode(), how, 24))


def mount_in_a_namespace(_):
    new_namespaces = 0x10000000 | 0x00020000
    checked(LIBC.unshare(new_namespaces))


def raise_own_limits(_):
    resource.setrlimit(resource.RLIMIT_NOFILE, (33, 33))  # less than outside, more than inside


def run_from_memory(_):
    os.execv(f"/proc/self/fd/{program_in_memory()}", ["sh", "-c", f"exit {EXECUTED}"])


def program_in_memory():
    descriptor = system_call("memfd_create", b"x", 0)
    os.write(descriptor, Path("/bin/sh").read_bytes())
    return descriptor


def executable_memory(_):
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()


def stat_a_file(s):
    Path(s.folder, "present").stat()


PROBES = {
    "read a file": lambda s: Path(s.folder, "present").read_bytes(),
    "read a system file": lambda s: Path("/etc/passwd").read_bytes(),
    "list a folder": lambda s: os.listdir("/"),
    "write a file": lambda s: Path(s.folder, "written").write_text("x", encoding="utf-8"),
    "make a folder entry": lambda s: os.mkfifo(f"{s.folder}/pipe-{os.getpid()}"),
    "remove a file": lambda s: os.unlink(_fresh(s)),
    "change the rights of a file": lambda s: os.chmod(f"{s.folder}/present", 0o600),
    "learn that a file exists": stat_a_file,
    "read through /proc": lambda s: Path("/proc/self/root/etc/passwd").read_bytes(),
    "read the parent's environment": lambda s: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "open by another call": openat2,
    "use a descriptor left open": lambda s: os.write(s.left_open, b"x"),
    "connect over TCP": connect_tcp,
    "send over UDP": send_udp,
    "connect to a local service": connect_unix,
    "make a socket pair": lambda s: socket.socketpair(),
    "fork": fork,
    "start a thread": start_a_thread,
    "execute a program": lambda s: os.execv("/bin/sh", ["sh", "-c", f"exit {EXECUTED}"]),
    "execute a program from memory": run_from_memory,
    "signal the parent": lambda s: os.kill(os.getppid(), 0),
    "trace the parent": ptrace_parent,
    "read the parent's memory": read_parent_memory,
    "take 1 GiB": lambda s: mmap.mmap(-1, 1 << 30).close(),
    "make memory executable": executable_memory,
    "enter a namespace of its own": mount_in_a_namespace,
    "set up io_uring": lambda s: os.close(system_call("io_uring_setup", 1, ctypes.create_string_buffer(120))),
    "leave a key with the kernel": lambda s: system_call("add_key", b"user", b"muster", b"x", 1, -2),
    "leave shared memory behind": lambda s: system_call("shmget", 0, 4096, 0o1600),
    "change its personality": lambda s: system_call("personality", 0x0400000),
    "raise its own limits": raise_own_limits,
}
ALLOWED, REFUSED, KILLED = "allowed", "refused", "killed"


def _fresh(s):
    name = f"{s.folder}/fresh-{os.getpid()}"
    Path(name).write_text("x", encoding="utf-8")
    return name


def attempt(name: str, surroundings: Surroundings) -> str:
    """``allowed``, or ``refused`` with the exception's name."""
    try:
        PROBES[name](surroundings)
    except BaseException as refusal:  # noqa: BLE001 - MemoryError is a refusal as well
        return f"{REFUSED}: {type(refusal).__name__}"
    return ALLOWED


def in_child(name, surroundings, layers) -> str:
    """One probe behind the given walls (None = no walls at all) in a child of its own."""
    parent, abi = os.getpid(), landlock.abi()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.dup2(writing, 3)
            if layers is not None:
                confine(READ_LIMITS, frozenset(layers), parent, abi)
            os.write(3, attempt(name, surroundings).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if said:
        return said
    if os.WIFSIGNALED(status):
        return f"{KILLED}: {os.WTERMSIG(status)}"
    return ALLOWED if os.WEXITSTATUS(status) == EXECUTED else f"{REFUSED}: exit {os.WEXITSTATUS(status)}"


def inside(surroundings, layers, in_namespaces) -> dict[str, str]:
    """Every probe behind the walls; in a process of its own, as namespaces cannot be left again."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if in_namespaces:
            namespaces.enter()
        rows = {name: in_child(name, surroundings, layers) for name in PROBES}
        with os.fdopen(writing, "w") as pipe:
            json.dump(rows, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        rows = json.load(pipe)
    os.waitpid(child, 0)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--layers", default="rlimits,landlock,seccomp", help="comma separated; 'none' for no layer"
    )
    parser.add_argument("--namespaces", action="store_true")
    parser.add_argument("--user", type=int, default=os.getuid())
    options = parser.parse_args()
    codecs.lookup("idna")  # or the socket module stumbles before the walls are touched
    codecs.lookup("utf-8-sig")
    surroundings = Surroundings.make(options.user)
    if options.user != os.getuid():
        os.setgroups([])
        os.setgid(options.user)
        os.setuid(options.user)
        LIBC.prctl(4, 1, 0, 0, 0)  # dumpable again: as a service started under this user would be
    layers = [layer for layer in options.layers.split(",") if layer not in ("", "none")]
    try:
        rows = {
            "outside": {name: in_child(name, surroundings, None) for name in PROBES},
            "inside": inside(surroundings, layers, options.namespaces),
        }
    finally:
        surroundings.remove()
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main()
