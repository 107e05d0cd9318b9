"""Files as people wrote them: bytes → text → plain data of each YAML document, with the place of every part."""
