"""The fast engine: segments of flat arrays on the disk, mapped into memory, read and merged with numpy.

No pickle, no text, no loop over single postings. ``engine.VectorEngine`` is the face; the format is in
``docs/formats/search-index.md``.
"""
