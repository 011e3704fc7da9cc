"""The content model: how likely each block belongs to the document."""
