"""Signed report packages: writing, verifying, identities and trust (package-format.md).

Outgoing: `identity` signs, `pades` signs the PDF, `report_data` and `payloads` make the data, `writer` builds the
container with `manifest` and `cms`, `placing` puts it into a folder. Incoming: `verify` judges, through
`container_check` (`zip_profile`, `manifest`, `cms_check`, `cms_value`), `content_check`, `trust`, `replay` and
`pdf_check`; every code and its words are in `findings`. The two sides share names and types, not the reading of bytes.
"""
