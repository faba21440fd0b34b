"""The conversation with the engine: questions, answers, and what is said of them."""
