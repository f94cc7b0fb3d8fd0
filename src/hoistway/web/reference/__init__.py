"""What programs may do here, told to who writes them: the contract, rendered, and the guides.

Nothing is asked of the database: the frozen contract and Markdown files are all there is.
"""
