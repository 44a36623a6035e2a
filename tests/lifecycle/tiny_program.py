"""A program of one file that keeps the words one release says to another: for upgrades by the hundred.

``VERSION``, ``SCHEMA`` and ``BROKEN`` are put in when it is packed. Data: ``muster.db``, plain SQLite with one table and a
log; schema 2 has a column that schema 1 does not know.
"""

import hashlib
import json
import shutil
import signal
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

VERSION, SCHEMA, BROKEN = "0", 1, ""
ROWS = 300


def option(name, default=""):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def opened(folder):
    fresh = not (Path(folder) / "muster.db").exists()
    db = sqlite3.connect(Path(folder) / "muster.db", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    if fresh:
        db.execute("BEGIN")
        db.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
        db.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, said TEXT)")
        db.executemany("INSERT INTO person (name) VALUES (?)", [(f"person {n}" * 20,) for n in range(ROWS)])
        db.execute("PRAGMA user_version=1")
        db.execute("COMMIT")
    known = db.execute("PRAGMA user_version").fetchone()[0]
    if known > SCHEMA:
        sys.exit(f"the data is of schema {known}, this program of {SCHEMA}")
    if known < SCHEMA:
        db.execute("BEGIN IMMEDIATE")
        db.execute("ALTER TABLE person ADD COLUMN double TEXT")
        db.execute("UPDATE person SET double = name || name")
        db.execute(f"PRAGMA user_version={SCHEMA}")
        db.execute("COMMIT")
    return db


def settle():
    db = opened(option("--data"))
    if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        sys.exit("damaged")
    said = [row[0] for row in db.execute("SELECT said FROM log ORDER BY id")]
    found = {
        "schema": str(SCHEMA),
        "counts": {"people": db.execute("SELECT count(*) FROM person").fetchone()[0]},
        "audit": {"entries": len(said), "hash": hashlib.sha256("\n".join(said).encode()).hexdigest()},
    }
    if option("--note"):
        db.execute("INSERT INTO log (said) VALUES (?)", (option("--note"),))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    print(json.dumps(found))


def carry():
    source, target = Path(option("--from")), Path(option("--to"))
    opened(source).close()
    shutil.copyfile(source / "muster.db", target / "muster.db")


def serve():
    if BROKEN == "serve":
        sys.exit("this release is broken on purpose")
    db = opened(option("--data"))

    class Door(BaseHTTPRequestHandler):
        def answer(self, status, body):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def do_GET(self):
            pages = {
                "/login": '<link rel="stylesheet" href="/s.css"> Muster <input name="csrf_token" value="t">',
                "/livez": "{}", "/readyz": '{"checks": []}', "/s.css": "p{}",
            }  # fmt: skip
            self.answer(200 if self.path in pages else 404, pages.get(self.path, ""))

        def do_POST(self):
            db.execute("INSERT INTO log (said) VALUES ('a wrong login')")
            self.answer(200 if BROKEN == "login" else 401, "")

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"Muster is ready: http://127.0.0.1:{server.server_port}/", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1] == "--version":
        print(f"muster, version {VERSION}")
    else:
        {"settle": settle, "carry": carry, "serve": serve}[sys.argv[1]]()
