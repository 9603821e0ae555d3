"""Text PDF: letters with their places become lines, tables and paragraphs as the author wrote them."""
