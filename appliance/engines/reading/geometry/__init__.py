"""From words with boxes to lines in reading order. Pure; knows nothing of file formats."""
