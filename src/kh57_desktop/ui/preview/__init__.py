"""Papers in the window: the PDF itself page by page, printing it, saving it as PDF, Word or Excel."""
