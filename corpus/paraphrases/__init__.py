"""The bank of paraphrases: each clause as different buyers write it, and near misses; how much of it the rules find."""
