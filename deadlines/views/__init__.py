"""Pages: rules, calculation, the working calendar, clocks and tracked limits."""
