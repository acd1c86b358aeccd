"""Whether the numbers of a text stand in its sources: collected (`collect`), compared (`agreement`), or computed from
them (`derived`)."""
