"""The command line: one file a command. Arguments, printing, exit codes; nothing else."""
