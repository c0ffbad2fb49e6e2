"""Every figure that a page shows, read from what it draws, against a count of the episodes one by one."""
