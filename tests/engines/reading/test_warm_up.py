"""After warming up nothing is imported and nothing is opened: the jail would not let it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
SAMPLES = ROOT / "packaging" / "sample_data" / "files"

SCRIPT = """
import sys
from pathlib import Path
from appliance.engines import reading
files = {path.name: path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*/*"))}
reading.warm_up()
def walls(event, details):
    if event in {"import", "open", "os.listdir", "socket.connect", "subprocess.Popen", "ctypes.dlopen"}:
        raise PermissionError(f"{event} {details[:2]}")
sys.addaudithook(walls)
count = 0
def read(name, content, kind):
    global count
    count += 1
    file_format = reading.identify(content, name)
    if file_format in {"zip", "eml", "mbox", "msg"}:
        for member in reading.unpack(content, file_format).members:
            read(member.untrusted_name, member.content, kind)
        return
    found = reading.read_document(content, file_format, kind, "2026-03")
    found.model_dump_json()
    if file_format == "pdf" and not found.refusal:
        reading.render_page(content, 0, 200)
numbers = "Call +33 1 23 45 67 89, +886 2 2345 6789, +54 9 11 2345-6789 or +1 268 460 1234\\n"
for name, content in files.items():
    for kind in ("auto", "resume", "posting"):
        read(name, content, kind)
inner = b"From: a@example.com\\nTo: b@example.com\\nSubject: x\\nMIME-Version: 1.0\\n\\nAda Example\\n"
head = b"From: a@example.com\\nTo: b@example.com\\nSubject: fw\\nMIME-Version: 1.0\\nContent-Type: message/rfc822\\n\\n"
read("forwarded.eml", head + inner, "auto")
read("numbers.txt", numbers.encode(), "resume")
print("read", count)
"""


def test_nothing_is_imported_or_opened_after_warming_up():
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(SAMPLES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert int(run.stdout.split()[1]) > 100
