"""One small module for each host program; each imports its host, and nothing else imports it."""
