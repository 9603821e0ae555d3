"""Ban Chỉ đạo: members in order, who answers for what, former members."""
