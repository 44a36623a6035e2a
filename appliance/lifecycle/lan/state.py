"""What is kept of serving on the network: ``keys/lan/`` in the data directory, 0700, each file 0600.

lan.json (what was decided), server.key, server.pem (the chain that is served), request.csr, ca.key and ca.pem (the on-box
CA), clients.pem (CAs of client certificates) and clients.crl.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from appliance.foundation.kernel.files import write_atomically
from appliance.lifecycle.lan.certificates import Names


class Lan(BaseModel):
    """``source``: who signs, the CA on this machine or the site's. ``clients``: whether a client certificate is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    host: str
    others: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    listen: str = "0.0.0.0"  # noqa: S104 - serving on the network is what is asked for here, and only with TLS
    port: int = 8443
    source: Literal["own", "site"] = "own"
    clients: Literal["off", "required"] = "off"

    @property
    def address(self) -> str:
        """Where people go."""
        return f"https://{self.host}/" if self.port == 443 else f"https://{self.host}:{self.port}/"


class Folder:
    """The files of one data directory."""

    def __init__(self, data: Path) -> None:
        self.path = data / "keys" / "lan"

    def load(self) -> Lan | None:
        """What was decided, None while Muster serves this machine alone."""
        path = self.path / "lan.json"
        return Lan.model_validate_json(path.read_bytes()) if path.exists() else None

    def save(self, lan: Lan) -> None:
        self.write("lan.json", lan.model_dump_json(indent=1).encode() + b"\n")

    def forget(self) -> bool:
        """Take the decision back; keys and certificates stay for the next time. False when there was none."""
        path = self.path / "lan.json"
        was = path.exists()
        path.unlink(missing_ok=True)
        return was

    def write(self, name: str, content: bytes) -> None:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self.path / name, content)

    def read(self, name: str) -> bytes:
        """The bytes of a file, b"" when it is not there."""
        path = self.path / name
        return path.read_bytes() if path.exists() else b""

    def names(self, lan: Lan) -> Names:
        """The names a certificate must hold."""
        from appliance.lifecycle.lan.addresses import all_names

        return all_names(lan.host, lan.others, lan.addresses)
