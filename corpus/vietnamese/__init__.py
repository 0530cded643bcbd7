"""Vietnamese letters: cleaning, folding, order, abbreviations."""
