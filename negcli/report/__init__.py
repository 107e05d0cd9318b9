"""What is shown: values → `Report` → terminal, Markdown, HTML; findings → text."""
