"""Clean documents and receipts to text, Markdown and JSON Lines."""
