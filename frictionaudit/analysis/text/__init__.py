"""Words on a page: their language, how hard they are to read, and which mean the same."""
