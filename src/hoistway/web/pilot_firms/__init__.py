"""Pages of pilot periods and of firms on their way into the on-demand pilot."""
