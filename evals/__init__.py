"""Measures the bot: own cases, the lookup engine on a public benchmark, a stock chain beside it."""
