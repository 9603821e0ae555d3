"""Tables of which a text export prints the running numbers first and then the lines of all columns in each other.

"pdftotext" without "-layout" writes what stands near together from top to bottom and each printed line from left to
right: the numbers come in a run of their own, a task's line is followed by those of the cells beside it, and two cells
that nearly touch share a line. Which cell a line belongs to is told by what columns hold (a body, a time, a verb), by
the words that would still have found room in the line before, and by the order from left to right.
"""
