"""Speed: what the commands take, held against targets that are set for a machine with two cores.

One file a family of jobs. Each job is a process of its own, whose seconds, processor seconds
and peak memory the system tells; ``work/`` holds what runs in such processes besides the
commands, ``reference/`` what runs in another environment.
"""
