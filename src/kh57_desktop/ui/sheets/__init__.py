"""A sheet: records shown and edited by their fields, one definition for every register and list of the office."""
