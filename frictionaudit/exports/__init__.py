"""Writers, one per format: an audit or a procedure in, text or bytes out."""
