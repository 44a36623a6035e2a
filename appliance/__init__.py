"""Muster: an offline recruiting appliance."""
