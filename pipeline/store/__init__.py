"""The store: stage results found again by what made them."""
