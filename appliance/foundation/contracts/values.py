"""The base of every value that crosses a boundary."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Scalar = str | int | float | bool | None


class Value(BaseModel):
    """Immutable, strict (no silent conversion) and closed (no unknown fields)."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Span(Value):
    """A piece of a document's text: code points ``[start, end)``."""

    start: int
    end: int
