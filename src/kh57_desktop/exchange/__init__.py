"""Signed report packages: writing, verifying, identities and trust."""
