"""What is said: figures with their citations, formulas, notes beside them, and short replies."""
