"""The command line: one module per command; read options, call one function, show, return a code."""
