"""Running the reform: every district's figures, what stands behind them, efforts, the wall."""
