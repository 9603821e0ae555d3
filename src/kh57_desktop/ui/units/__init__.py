"""The page Đơn vị & cán bộ: units with their work, people, merging and handing over."""
