"""From the words of a question to a :class:`~bot.query.Query`, one step after the other."""
