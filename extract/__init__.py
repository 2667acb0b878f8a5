"""What the files say: cells with addresses, then facts. No formulas, no fixes."""
