"""Bad inputs by class; each module gives `CASES`. `tests/faults/catalogue.py` puts them together."""
