"""One function per thing an office does; joins store, documents, importing and exchange, and owns the transaction."""
