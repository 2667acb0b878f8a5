"""Bad files on purpose: nothing in a recap, a form or a template may break, leak or lie."""
