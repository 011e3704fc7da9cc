"""The version, alone in a module so that nothing has to be imported to know it."""

__version__ = "0.1.0"
