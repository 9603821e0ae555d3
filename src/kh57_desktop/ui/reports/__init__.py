"""The page Báo cáo: calendar of owed reports, draft with its marks, check list, preview, issuing and correcting."""
