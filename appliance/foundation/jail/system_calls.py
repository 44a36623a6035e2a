"""What code that reads a file may ask of the kernel: numbers and lists, nothing else.

Numbers are (x86-64, arm64); None where the architecture has no such call. They are fixed for ever by the kernel.
"""

from __future__ import annotations

ALLOWED: dict[str, tuple[int | None, int | None]] = {
    # the reply leaves through the one open descriptor; reads of closed descriptors fail by themselves
    "read": (0, 63),
    "write": (1, 64),
    "writev": (20, 66),
    "close": (3, 57),
    # memory of its own
    "munmap": (11, 215),
    "brk": (12, 214),
    "mremap": (25, 216),
    "madvise": (28, 233),
    # signals to itself, locks within itself
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "futex": (202, 98),
    "restart_syscall": (219, 128),
    # who and when
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "getrusage": (98, 165),
    "times": (100, 153),
    "time": (201, None),
    "gettimeofday": (96, 169),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "getrandom": (318, 278),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
"""Answered by the kernel as usual."""

REFUSED_QUIETLY: dict[str, tuple[int | None, int | None]] = {
    # a library that looks for a font, a locale or its own source at a late moment must find nothing, not die
    "open": (2, None),
    "openat": (257, 56),
    "stat": (4, None),
    "lstat": (6, None),
    "fstat": (5, 80),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getcwd": (79, 17),
    "getdents": (78, None),
    "getdents64": (217, 61),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "lseek": (8, 62),
    "pread64": (17, 67),
    "ioctl": (16, 29),
    "fcntl": (72, 25),
    "poll": (7, None),
    "ppoll": (271, 73),
    "getrlimit": (97, 163),
    "prlimit64": (302, 261),
    "prctl": (157, 167),
}
"""Fail with EACCES: asking is no crime, and nothing is given."""

MAP_WITHOUT_EXECUTION: dict[str, tuple[int | None, int | None]] = {"mmap": (9, 222), "mprotect": (10, 226)}
"""Allowed unless the memory is to be executable (third argument): no new code in the child."""

SIGNAL_ITSELF: dict[str, tuple[int | None, int | None]] = {"tgkill": (234, 131)}
"""Allowed when the first argument is the child's own process: ``abort()`` needs it."""
