"""Writers of an audit, one per format."""
