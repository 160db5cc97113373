"""What is kept of conversations and of the work of staff, beside the facts."""
