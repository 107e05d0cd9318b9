"""Values → machine formats: JSON that carries codes and arguments beside the sentence."""
