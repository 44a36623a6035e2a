"""Backups: made while people work, opened again before they count, restored beside the live data."""
