"""A folder that installs negcli without a network: `make bundle`."""
