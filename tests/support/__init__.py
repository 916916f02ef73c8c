"""What several tests share: made-up cases, an independent oracle, programs to read with."""
