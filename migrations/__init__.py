"""Steps from one form of the base to the next. `factbase.storage.migrating` walks them."""
