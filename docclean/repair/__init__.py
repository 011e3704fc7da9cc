"""Characters, encoding and typography."""
