"""What negcli costs beside its peers: CPU time and peak memory of whole processes, all in one run."""
