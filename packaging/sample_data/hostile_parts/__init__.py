"""Builders of damaged, misleading and greedy files."""
