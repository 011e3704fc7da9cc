"""Lines that belong into fields: title, section, authors, credits."""
