"""How work is done: in processes forked from a warm one."""
