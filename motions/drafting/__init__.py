"""A model motion and the answers to a draft: what the text says, in whose voice."""
