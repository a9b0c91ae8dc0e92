"""The report's drawings: plain SVG without scripts, told apart by shape and pattern, never by colour alone."""
