"""Which language a block and a document is in."""
