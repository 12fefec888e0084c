"""One file a step, named by its day."""
