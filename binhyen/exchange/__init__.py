"""Standing records by file: areas, offices, instruments, committees and plans given out and taken in as XLSX or CSV."""
