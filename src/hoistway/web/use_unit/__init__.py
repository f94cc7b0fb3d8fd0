"""使用单位: its elevators, the rescues in them, and the call for one."""
