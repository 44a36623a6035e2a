"""Durable background work: enqueue in the story's transaction, claim, finish, retry, give up visibly."""

from appliance.foundation.work._records import (
    WorkItem,
    claim,
    counts,
    enqueue,
    fail,
    finish,
    given_up,
    next_due,
    postpone,
    release_all,
    sweep,
    try_again,
    waiting,
)
from appliance.foundation.work.desk import WorkDesk
from appliance.foundation.work.worker import Handler, Worker

__all__ = [
    "Handler",
    "WorkDesk",
    "WorkItem",
    "Worker",
    "claim",
    "counts",
    "enqueue",
    "fail",
    "finish",
    "given_up",
    "next_due",
    "postpone",
    "release_all",
    "sweep",
    "try_again",
    "waiting",
]
