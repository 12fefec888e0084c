"""What follows when a fact changes: cards are corrected, followers are told."""
