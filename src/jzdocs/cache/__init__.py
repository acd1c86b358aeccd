"""Results of earlier builds, stored under the hash of their inputs."""
