"""The first weeks of a deep-learning course: multilayer perceptrons."""
