"""What git knows of a register's folder: commits, the files that each changed, what was stored."""
