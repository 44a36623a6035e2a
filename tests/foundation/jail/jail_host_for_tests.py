"""A jail host whose tasks misbehave in every way a reader might. Started by the tests as a program of its own."""

from __future__ import annotations

import ctypes
import errno
import io
import json
import os
import random
import signal
import sys
import time

import escape_probes
import pypdfium2

from appliance.foundation.jail import serve, system_calls
from appliance.foundation.jail.libc import LIBC


def echo(arguments, content):
    return json.dumps({"arguments": arguments, "length": len(content), "process": os.getpid()}).encode()


def back(arguments, content):
    return content


def spin(arguments, content):
    while True:
        pass


def sleep(arguments, content):
    time.sleep(arguments.get("seconds", 3600))
    return b"slept"


def sleep_deaf(arguments, content):
    """Ignores what can be ignored."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            time.sleep(3600)
        except BaseException:  # noqa: BLE001, S112 - deaf on purpose
            continue


def spin_deaf(arguments, content):
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    spin(arguments, content)


def take_memory(arguments, content):
    kept = []
    while True:
        kept.append(bytearray(1 << 20))


def flood(arguments, content):
    piece = b"x" * (1 << 16)
    while True:
        os.write(3, piece)


def long_reply(arguments, content):
    return b"x" * arguments["bytes"]


def abort(arguments, content):
    os.abort()


def segfault(arguments, content):
    return ctypes.string_at(0)


def fall(arguments, content):
    raise ValueError("Rui's telephone number is 555-0142")


def import_late(arguments, content):
    import this  # noqa: F401 - nobody has it warm

    return b"imported"


def leave(arguments, content):
    os._exit(arguments["status"])


def leave_early(arguments, content):
    """A reply that is cut short, by a child that says all is well."""
    os.write(3, b"R\x00\x00\x00\x00\x00\x00\x00\x10short")
    os._exit(0)


def close_and_stay(arguments, content):
    os.close(3)
    spin(arguments, content)


def lie(arguments, content):
    """Raw bytes on the reply's descriptor, as a taken-over reader would write them."""
    os.write(3, content)
    os._exit(0)


def shout(arguments, content):
    print("to nobody")
    print("to nobody", file=sys.stderr)
    os.system  # noqa: B018
    return b"said"


def dive(arguments, content):
    return dive(arguments, content)


def open_socket(arguments, content):
    import socket

    socket.socket()
    return b"open"


def environment(arguments, content):
    return json.dumps(dict(os.environ)).encode()


def descriptors(arguments, content):
    found = []
    for number in range(256):
        try:
            os.write(number, b"")
            found.append(number)
        except OSError as error:
            if error.errno != errno.EBADF:
                raise
    return json.dumps(found).encode()


def pdf_text(arguments, content):
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return json.dumps(texts).encode()


def pdf_image(arguments, content):
    page = pypdfium2.PdfDocument(content)[0]
    image = page.render(scale=arguments["scale"]).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def probe(arguments, content):
    surroundings = escape_probes.Surroundings(
        arguments["folder"], arguments["tcp_port"], arguments["left_open"]
    )
    return escape_probes.attempt(arguments["name"], surroundings).encode()


def random_calls(arguments, content):
    """As machine code that went astray: allowed and refused system calls with arguments of no sense."""
    chance = random.Random(arguments["seed"])
    column = 1 if os.uname().machine == "aarch64" else 0
    tables = (system_calls.ALLOWED, system_calls.REFUSED_QUIETLY, system_calls.MAP_WITHOUT_EXECUTION)
    numbers = [row[column] for table in tables for row in table.values() if row[column] is not None]
    memory = ctypes.addressof(ctypes.create_string_buffer(4096))
    odd = (0, 1, 2, 3, 7, 4096, memory, memory + 8, -1, 1 << 31, (1 << 63) - 1, os.getpid(), os.getppid())
    for _ in range(arguments["count"]):
        number = chance.choice(numbers) if chance.random() < 0.97 else chance.randrange(500)
        LIBC.syscall(number, *(ctypes.c_long(chance.choice(odd)) for _ in range(6)))
    return b"survived"


TASKS = {
    f.__name__: f
    for f in (
        echo, back, spin, sleep, sleep_deaf, spin_deaf, take_memory, flood, long_reply, abort, segfault, fall, import_late, leave,
        leave_early, close_and_stay, lie, shout, dive, open_socket, environment, descriptors, pdf_text, pdf_image, probe, random_calls,
    )
}  # fmt: skip


def warm_up():
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    blank = io.BytesIO()
    document.save(blank)
    pdf_text({}, blank.getvalue())
    pdf_image({"scale": 1}, blank.getvalue())


if __name__ == "__main__":
    warm_up()
    serve(TASKS)
