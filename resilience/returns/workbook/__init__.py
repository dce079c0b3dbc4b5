"""The return as a workbook: the template, reading it back, and one check for each rule."""
