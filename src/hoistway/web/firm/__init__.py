"""维保单位: its rescues, its people on call, its elevators."""
