"""Results of earlier builds by the hash of what they were made from."""
