"""Running text that answers: what a question asks of it, and the sentences that print that."""
