"""The system call filter, run by a small interpreter: both architectures, on any machine."""

from __future__ import annotations

import struct

import pytest

from appliance.foundation.jail import system_calls
from appliance.foundation.jail.seccomp import (
    ALLOW,
    ARCHITECTURES,
    JUMP_IF_ANY_BIT,
    JUMP_IF_AT_LEAST,
    JUMP_IF_EQUAL,
    KILL,
    LOAD,
    REFUSE,
    RETURN,
    program,
)

OWN_PROCESS = 4711
I386, X32_BIT = 0x40000003, 0x40000000

# what must never be possible, by number: (x86-64, arm64)
FORBIDDEN = {
    "socket": (41, 198), "connect": (42, 203), "accept": (43, 202), "sendto": (44, 206), "sendmsg": (46, 211),
    "bind": (49, 200), "listen": (50, 201), "socketpair": (53, 199), "clone": (56, 220), "fork": (57, None),
    "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281), "clone3": (435, 435), "kill": (62, 129),
    "tkill": (200, 130), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "setuid": (105, 146), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "unshare": (272, 97), "setns": (308, 268), "open_by_handle_at": (304, 265), "openat2": (437, 437),
    "seccomp": (317, 277), "bpf": (321, 280), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "memfd_create": (319, 279), "keyctl": (250, 219), "add_key": (248, 217),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "personality": (135, 92), "chmod": (90, None),
    "fchmodat": (268, 53), "unlinkat": (263, 35), "renameat2": (316, 276), "symlinkat": (266, 36),
    "perf_event_open": (298, 241), "init_module": (175, 105), "kexec_load": (246, 104), "reboot": (169, 142),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "dup": (32, 23),
    "pkey_mprotect": (329, 288), "mq_open": (240, 180), "setsid": (112, 157), "rt_sigqueueinfo": (129, 138),
    "modify_ldt": (154, None), "arch_prctl": (158, None), "sendfile": (40, 71), "splice": (275, 76),
}  # fmt: skip


def run(code, number, audit, arguments=(0, 0, 0, 0, 0, 0)) -> int:
    """What the kernel would answer to one call."""
    data = struct.pack("<IIQ6Q", number, audit, 0, *arguments)
    accumulator = position = 0
    while True:
        operation, if_true, if_false, value = code[position]
        if operation == RETURN:
            return value
        if operation == LOAD:
            accumulator = struct.unpack_from("<I", data, value)[0]
            position += 1
            continue
        holds = {
            JUMP_IF_EQUAL: accumulator == value,
            JUMP_IF_AT_LEAST: accumulator >= value,
            JUMP_IF_ANY_BIT: accumulator & value != 0,
        }[operation]
        position += 1 + (if_true if holds else if_false)


@pytest.fixture(params=["x86_64", "aarch64"])
def architecture(request):
    return ARCHITECTURES[request.param]


@pytest.fixture
def code(architecture):
    return program(architecture, OWN_PROCESS)


def numbers(table, architecture):
    return {row[architecture.column] for row in table.values()} - {None}


def test_every_number_has_the_answer_of_its_list_and_the_rest_dies(architecture, code):
    allowed = numbers(system_calls.ALLOWED, architecture)
    refused = numbers(system_calls.REFUSED_QUIETLY, architecture)
    mapped = numbers(system_calls.MAP_WITHOUT_EXECUTION, architecture)
    for number in [*range(700), 1024, X32_BIT - 1]:
        answer = run(code, number, architecture.audit)
        if number in allowed | mapped:
            assert answer == ALLOW, number
        elif number in refused:
            assert answer == REFUSE, number
        else:
            assert answer == KILL, number


def test_the_lists_do_not_overlap(architecture):
    tables = (
        system_calls.ALLOWED, system_calls.REFUSED_QUIETLY, system_calls.MAP_WITHOUT_EXECUTION, system_calls.SIGNAL_ITSELF,
    )  # fmt: skip
    everything = [row[architecture.column] for table in tables for row in table.values()]
    present = [number for number in everything if number is not None]
    assert len(present) == len(set(present))


def test_dangerous_calls_are_killed_by_name(architecture, code):
    for name, row in FORBIDDEN.items():
        number = row[architecture.column]
        if number is not None:
            assert run(code, number, architecture.audit) == KILL, name


def test_another_architecture_dies_whatever_it_asks(architecture, code):
    others = [a.audit for a in ARCHITECTURES.values() if a != architecture] + [I386, 0]
    for audit in others:
        assert {run(code, number, audit) for number in range(500)} == {KILL}


def test_x32_calls_die(architecture, code):
    assert {run(code, X32_BIT + number, architecture.audit) for number in range(600)} == {KILL}


def test_memory_is_given_but_never_to_execute(architecture, code):
    for row in system_calls.MAP_WITHOUT_EXECUTION.values():
        number = row[architecture.column]
        for protection in range(16):
            expected = REFUSE if protection & 4 else ALLOW
            assert run(code, number, architecture.audit, (0, 4096, protection, 0x22, 0, 0)) == expected


def test_a_signal_may_go_to_nobody_but_itself(architecture, code):
    number = system_calls.SIGNAL_ITSELF["tgkill"][architecture.column]
    assert run(code, number, architecture.audit, (OWN_PROCESS, OWN_PROCESS, 6, 0, 0, 0)) == ALLOW
    for other in (1, OWN_PROCESS - 1, OWN_PROCESS + 1, (1 << 32) - 1):
        assert run(code, number, architecture.audit, (other, OWN_PROCESS, 9, 0, 0, 0)) == KILL


def test_the_program_is_one_the_kernel_takes(code):
    assert len(code) <= 4096
    for position, (operation, if_true, if_false, _) in enumerate(code):
        if operation in (JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, JUMP_IF_ANY_BIT):
            assert position + 1 + max(if_true, if_false) < len(code)
    assert code[-1] == (RETURN, 0, 0, KILL)
