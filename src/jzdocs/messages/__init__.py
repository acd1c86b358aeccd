"""Every sentence the program says, in English and Chinese: findings by their code, and the texts of the command line."""
