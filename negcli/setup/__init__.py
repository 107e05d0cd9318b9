"""What a new register begins with, and what stands beside it for editors and services."""
