"""What stands beside a released edition: a publication folder's own files, the public page, the press line."""
