"""The version of this program and its home, as its output and its package carry them."""

__version__ = "0.1.0"
HOME = "https://github.com/frictionaudit/frictionaudit"
"""Where the source, the rule pages and the releases are; pyproject.toml and the guide name the same."""
