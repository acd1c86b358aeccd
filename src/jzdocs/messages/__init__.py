"""Every sentence that a user sees, in English and Chinese: findings by their code, and the texts of commands."""
