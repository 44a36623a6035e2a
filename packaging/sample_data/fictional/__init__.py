"""The sample set: fictional people and postings as data, and the layouts that turn them into real files."""
