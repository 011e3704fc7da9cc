"""Site chrome."""
