"""Training of the model that judges count expressions; needs the extra `train` and the annotated sets."""
