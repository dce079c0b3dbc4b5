"""The NHS look: page layout, components, form fields and small charts. It knows no other room."""
