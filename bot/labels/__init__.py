"""The labels documents print: kept, found in a question, and followed to cells and sentences."""
