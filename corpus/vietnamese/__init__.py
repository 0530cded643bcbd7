"""Vietnamese text: letters (cleaning, folding, order), abbreviations, figures, sentences."""
