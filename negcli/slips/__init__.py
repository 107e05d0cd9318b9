"""What is wrong with a file that YAML cannot read, or reads otherwise than it was meant; and reading it on."""
