"""`python -m negcli`."""

from negcli.cli.main import main

main()
