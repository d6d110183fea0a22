"""Training of the model of themes: python -m corpus.training, or make model."""
