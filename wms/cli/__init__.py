"""The same commands and questions from a terminal."""
