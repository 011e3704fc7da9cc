"""Pure functions from text to numbers. Nothing here knows about documents."""
