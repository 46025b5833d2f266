"""Working through a task, without a terminal and without a database: a state, what happens, what is to be done."""
