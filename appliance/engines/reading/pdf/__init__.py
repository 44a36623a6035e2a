"""PDF pages as characters, words and pictures. Private to ``reading``."""
