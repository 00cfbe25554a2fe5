"""The pages: one module each, with the Struct of what it shows and the functions that its addresses call.

Takes: a `Visit`. Gives: what a page shows, or where to go on. Change this when: a page is added.
"""
