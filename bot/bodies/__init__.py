"""Whose disclosure a question is about: bodies by the names people use, their years and kinds."""
