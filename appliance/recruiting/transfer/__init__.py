"""Packets between appliances: pair, send, look, accept, acknowledge."""

from appliance.recruiting.transfer.service import Accepted, Self, Transfer

__all__ = ["Accepted", "Self", "Transfer"]
