"""negcli: registers of what a government body does not disclose — checked, compared and published."""

__version__ = "0.1.0"
