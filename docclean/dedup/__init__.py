"""What stands twice in one document."""
