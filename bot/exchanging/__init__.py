"""Facts from elsewhere and to elsewhere: files, addresses on the web, other people's packs."""
