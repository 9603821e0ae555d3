"""The page Sổ theo dõi: every register as a sheet of its own."""
