"""One module per file format; the registry is ``reading/extracting.py``."""
