"""The command line: one module per command; read options, call one function, show, return a code."""

import gc

#: A run is short and leaves few cycles behind: looking for them while modules load takes a tenth of that time.
gc.set_threshold(50_000)
