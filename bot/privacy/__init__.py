"""What is kept about people, for how long, and how they have it or have it forgotten."""
