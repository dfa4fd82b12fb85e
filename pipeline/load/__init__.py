"""Load: one reader per input format turns files into a corpus."""
