"""A document file to a draft (reading) that a person confirms."""
