"""Editions over time: what each said to the public, chained so that nothing can be changed later without being seen."""
