"""What anyone may read: figures by area and month."""
