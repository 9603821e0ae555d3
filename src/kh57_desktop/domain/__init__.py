"""What a plan, task, indicator, committee, period, report and package is, and their rules; values in, values out."""
