"""A template out of a good Word file: what its looks are, as a stylesheet that extends one of ours."""
