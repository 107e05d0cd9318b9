"""The law: what laws there are and were, what they consist of, and what is quoted from them."""
