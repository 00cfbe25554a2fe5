"""The pages: one module each, with the Struct of what it shows and the functions that its addresses call."""
