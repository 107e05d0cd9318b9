"""What rules look for in the texts of an entry: phrases, bounds, grounds, citations, what must not leak."""
