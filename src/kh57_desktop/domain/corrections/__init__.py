"""A reading while a person corrects it: rows that are split, joined, dropped and edited before they are accepted."""
