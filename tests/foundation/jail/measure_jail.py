"""What a call into the jail costs. Prints, asserts nothing.

    PYTHONPATH=. python tests/foundation/jail/measure_jail.py [--calls 300] [--json FILE]

Rows: a call that does nothing, the text of a PDF page, and the same in this process without a jail.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import sys
import time
from concurrent.futures import wait
from pathlib import Path

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from appliance.foundation.jail import Jail  # noqa: E402 - found through the line above

HOST = Path(__file__).with_name("jail_host_for_tests.py")


def one_page() -> bytes:
    out = io.BytesIO()
    page = Canvas(out)
    for line in range(50):
        page.drawString(
            40, 800 - 15 * line, f"Line {line} of Otto's résumé: Kubernetes, C++, ten years of it"
        )
    page.save()
    return out.getvalue()


def milliseconds(call, count) -> tuple[float, float]:
    times = []
    for _ in range(count):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[94]


def pss_kib(process: int) -> int:
    text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    document = one_page()

    def in_process():
        pdf = pypdfium2.PdfDocument(document)
        [page.get_textpage().get_text_bounded() for page in pdf]

    rows = []

    def row(measure, p50, p95, unit):
        rows.append(
            {
                "subject": "jail",
                "engine": "muster",
                "size": options.calls,
                "measure": measure,
                "p50": p50,
                "p95": p95,
                "unit": unit,
            }
        )
        print(f"{measure:<34} p50 {p50:8.2f}  p95 {p95:8.2f} {unit}")

    in_process()
    row("PDF page, no jail", *milliseconds(in_process, options.calls), "ms")
    began = time.perf_counter()
    with Jail((sys.executable, str(HOST)), environment={"PYTHONPATH": str(ROOT)}, size=2) as jail:
        report = jail.report()
        started = (time.perf_counter() - began) * 1000
        row("start of the host", started, started, "ms")
        row("empty call", *milliseconds(lambda: jail.call("back", {}, b""), options.calls), "ms")
        row("PDF page", *milliseconds(lambda: jail.call("pdf_text", {}, document), options.calls), "ms")
        row(
            "PDF page as a PNG (2x)",
            *milliseconds(lambda: jail.call("pdf_image", {"scale": 2}, document), options.calls // 5),
            "ms",
        )
        big = bytes(10 << 20)
        row("10 MiB there and back", *milliseconds(lambda: jail.call("back", {}, big), 20), "ms")
        began = time.perf_counter()
        wait([jail.submit("pdf_text", {}, document) for _ in range(options.calls)])
        rate = options.calls / (time.perf_counter() - began)
        row("PDF pages a second, two at a time", rate, rate, "1/s")
        size = pss_kib(jail.host_process()) / 1024
        row("memory of the idle host (PSS)", size, size, "MiB")
    print(report)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
