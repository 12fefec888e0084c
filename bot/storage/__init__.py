"""What conversations remember, kept beside the facts and in the same transactions."""
