"""Tables edited like Excel: one delegate per kind of column, group rows, editors that leave UniKey alone."""
