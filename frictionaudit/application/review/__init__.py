"""The improvement review: one verb a file; the command line, the browser and a notebook all call these."""
