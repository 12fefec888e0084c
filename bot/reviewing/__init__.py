"""What moderators are asked to look at."""
