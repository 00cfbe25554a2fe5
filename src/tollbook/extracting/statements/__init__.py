"""Who says what: statements of a report, from the cues that the model hears and what words make plain.

Takes: a text with its words and sentences, and the states of the words that were read. Gives: `Statement`s
with speaker, act and content, and for claims the statement that they stand in. Change this when: it is to be
told by another rule who says something.
"""
