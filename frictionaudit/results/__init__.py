"""What an analysis returns: plain documents that know neither graph nor store."""
