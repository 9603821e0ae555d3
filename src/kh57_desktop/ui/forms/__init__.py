"""Phiếu đơn vị: forms out to the units, and what they bring back as one screen of differences (N2)."""
