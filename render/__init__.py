"""How it looks: text of figures, sentences, chapters, the Word document, HTML pages. No arithmetic."""
