"""Candidates in requisitions: who is considered for what. What somebody may see follows from it."""

from appliance.recruiting.applications.service import Applications, add, may_see, references

__all__ = ["Applications", "add", "may_see", "references"]
