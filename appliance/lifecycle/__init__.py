"""Installation, its checks and what was accepted about it."""
