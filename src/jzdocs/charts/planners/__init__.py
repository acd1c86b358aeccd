"""The planners of charts, a module for each kind of `charts.kinds`; `shared_*` holds what kinds have in common."""
