"""The site of the documentation: pages of docs/ and pages that are generated, in Chinese and English, as HTML that
needs nothing from outside.

python -m docsite [--out build/site]
"""
