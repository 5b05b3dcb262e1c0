"""The list-scheduling bound: how long a run would take if a free slot never waited for a ready task."""
import heapq


def makespan(durations, parents, slots):
    """Starts ready tasks on free slots, the one with the longest path to the end first."""
    children = {task: [] for task in durations}
    waiting = {}
    for task in durations:
        known = [p for p in parents.get(task, []) if p in durations]
        waiting[task] = len(known)
        for parent in known:
            children[parent].append(task)
    tail = {}

    def path(task):
        if task not in tail:
            tail[task] = durations[task] + max((path(c) for c in children[task]), default=0)
        return tail[task]

    ready = [(-path(t), t) for t, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    running, now = [], 0.0
    while ready or running:
        while ready and len(running) < slots:
            task = heapq.heappop(ready)[1]
            heapq.heappush(running, (now + durations[task], task))
        now, done = heapq.heappop(running)
        for child in children[done]:
            waiting[child] -= 1
            if waiting[child] == 0:
                heapq.heappush(ready, (-path(child), child))
    return now
