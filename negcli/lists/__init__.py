"""What the lists say: documents → register, agencies, lists, editions, entries, in one spelling of keys and values."""
