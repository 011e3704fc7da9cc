"""What is a line and what is a paragraph."""
