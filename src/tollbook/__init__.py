"""Tollbook: a sourced, reconciled record of harm, read out of news reports."""
