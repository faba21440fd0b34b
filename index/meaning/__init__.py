"""Articles by meaning: what makes vectors of texts, and how vectors are kept and compared.

An encoder maps texts to vectors such that texts which say the same, in any language, lie near
each other. Nothing here is loaded, and nothing of an index changes, unless vectors are asked for.
"""
