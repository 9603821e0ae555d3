"""Small painted controls that several pages share; each has an accessible name and the keyboard's way in."""
