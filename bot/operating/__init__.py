"""The bot as a running process: upkeep, health, leases, backups, the doctor."""
