"""What a buyer's message says: language, channel, intents, mood, what it mentions and what makes it urgent."""
