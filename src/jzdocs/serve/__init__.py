"""The page in the browser: a server for one user on this machine, and a process that builds beside it."""
