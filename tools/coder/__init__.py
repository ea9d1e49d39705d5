"""Training of the learned coder: from annotated articles and marked snippets to weights."""
