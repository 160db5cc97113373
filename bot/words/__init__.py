"""What the words of a question say, before any document is looked at."""
