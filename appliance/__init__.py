"""Muster: an offline recruiting appliance."""

__version__ = "0.1.0.dev0"
