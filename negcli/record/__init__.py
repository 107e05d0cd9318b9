"""Versions of a register over time, and the public record that they make up."""
