"""What people do with agreements, one module for each part."""
