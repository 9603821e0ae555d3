"""The page Gói gửi đi: four steps from the issued report to the stick, and the register of packages."""
