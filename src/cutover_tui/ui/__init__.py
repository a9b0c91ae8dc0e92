"""The screens. The only place that imports Textual."""
