"""By what the articles of an answer are ordered, the same for both engines."""
