"""What sites say around their texts, by language."""
