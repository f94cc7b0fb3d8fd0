"""The detectors told again in plain Python, from the rules alone; imports nothing of hoistway.

It keeps each elevator's whole history and looks back over it, where the kernels keep counters.
One row is a dict of the log record's fields.
"""

SERVICE, AT_LEVEL = {0, 1, 5, 6, 7}, {1, 5, 7}
EVIDENCE_FAULTS = [1, 2, 3, 4, 6, 7, 8]
EVENT_MAINS, ALARM_BUTTON = 1 << 11, 1 << 20
S = 1000


class Elevator:
    def __init__(self):
        self.kind = None
        self.history = []
        self.open = {}
        self.last_end = dict.fromkeys(range(1, 6), -1)


class Oracle:
    def __init__(self, enrolled=()):
        self.elevators = {}
        self.clock = self.deaf = 0
        for slot, kind in enrolled:
            self.elevator(slot).kind = kind

    def elevator(self, slot):
        return self.elevators.setdefault(slot, Elevator())

    # time

    def hear(self, received):
        if received > self.clock:
            if self.clock and received - self.clock > 60 * S:
                self.deaf += received - self.clock
            self.clock = received
        return self.clock - self.deaf

    def place(self, lift, row, heard):
        """The row with its place in time, or None when it is no news."""
        skewed = row["at_ms"] > row["received_ms"] + 600 * S
        believed = max(1, row["received_ms"] if skewed else row["at_ms"])
        forwarded = bool(row["flags"] & 32) or row["at_ms"] < row["received_ms"] - 600 * S
        new = dict(row, skewed=skewed, at=believed, forwarded=forwarded, heard=heard, t=believed)
        new["first"] = not lift.history
        if not lift.history:
            return new
        last = lift.history[-1]
        if not self.is_news(last, new):
            return None
        step, platform_step = believed - last["at"], heard - last["heard"]
        new["first"] = step > 90 * S
        if step - platform_step > 90 * S:
            step = platform_step
        new["t"] = last["t"] + max(step, 0)
        return new

    @staticmethod
    def is_news(last, new):
        if new["seq"] == last["seq"]:
            return False
        if new["seq"] > last["seq"]:
            return not (new["forwarded"] and new["at_ms"] < last["at"])
        if new["skewed"] and last["skewed"]:
            return new["at_ms"] > last["at_ms"]
        return new["at"] > last["at"]

    # facts of one row, given the history before it

    def note(self, lift, row):
        h = lift.history
        before = h[-1] if h else None
        lost = row["power"] in (2, 3) or (row["power"] == 0 and bool(row["codes"] & EVENT_MAINS))
        row["lost"] = lost
        row["runs"] = row["car_status"] == 1 and (not lost or row["power"] == 2)
        closed = bool(row["flags"] & 2)
        row["opened"] = row["door"] == 4 or (row["door"] == 0 and not closed)
        row["shut"] = row["door"] != 4 and (closed or row["door"] in (2, 5))
        row["zone"] = bool(row["flags"] & 1)
        row["seen"] = bool(row["flags"] & 4) or row["people"] not in (0, 255)
        row["pressed"] = bool(row["codes"] & ALARM_BUTTON)
        row["lift"] = (row["kind"] if lift.kind is None else lift.kind) == 0
        row["in_service"] = row["lift"] and row["service_mode"] in SERVICE
        row["holding"] = not row["runs"] and not row["opened"]
        row["way_in"] = (
            row["first"] or before["runs"] or row["runs"] or not before["shut"] or not row["shut"]
        )
        h.append(row)
        row["last_seen"] = max(
            (r["t"] for k, r in enumerate(h) if r["seen"] or (k and h[k - 1]["seen"])),
            default=None,
        )
        row["empty"] = None if row["last_seen"] is None else row["t"] - row["last_seen"]
        row["boarded"] = self.boarded(h)
        row["aired"] = self.aired(h)
        row["flips"], row["attempts"] = self.flips_and_attempts(h)
        row["off"] = (
            row["in_service"]
            and not row["runs"]
            and not row["zone"]
            and not row["aired"]
            and self.people(row, row["t"])
        )
        row["in"] = row["in_service"] and row["holding"] and row["zone"] and row["boarded"]
        ajar = not closed and (row["opened"] or row["door"] in (3, 6))
        row["gape"] = ajar and not row["zone"]
        row["gape_runs"] = row["gape"] and row["in_service"] and row["runs"]

    @staticmethod
    def boarded(h):
        for row in reversed(h):
            if row["seen"]:
                if row["way_in"]:
                    return True
            elif row["opened"] or row["empty"] is None or row["empty"] >= 120 * S:
                return False
        return False

    @staticmethod
    def aired(h):
        for row in reversed(h):
            if row["runs"]:
                return False
            if row["opened"] and (row["zone"] or not row["codes"] & 1 << 4):
                return True
        return False

    @staticmethod
    def flips_and_attempts(h):
        flips = attempts = 0
        for k in range(len(h) - 1, -1, -1):
            if not h[k]["holding"]:
                break
            if not h[k]["first"] and h[k]["seen"] != h[k - 1]["seen"]:
                flips += 1
            if h[k]["door"] == 3 and (k == 0 or h[k - 1]["door"] != 3):
                attempts += 1
        return flips, attempts

    @staticmethod
    def people(row, t):
        return row["seen"] or (row["boarded"] and t - row["last_seen"] < 120 * S)

    @staticmethod
    def free(h):
        row = h[-1]
        if not row["opened"]:
            return False
        if not row["zone"]:
            return row["empty"] is None or row["empty"] >= 120 * S
        since = row["t"]
        for r in reversed(h):
            if not r["opened"]:
                break
            since = r["t"]
        return not row["seen"] or row["t"] - since >= 30 * S

    # since when each suspicion holds; None for not at all

    @staticmethod
    def streak(rows, fact):
        since = None
        for row in reversed(rows):
            if not row[fact]:
                break
            since = row["t"]
        return since

    def off_level(self, lift, t):
        since = self.streak(lift.history[max(lift.last_end[1], 0) :], "off")
        old = since is not None and t - since >= 30 * S
        return since if old and self.people(lift.history[-1], t) else None

    def at_level(self, lift, t):
        rows = self.shut_in(lift)
        if not rows or not self.people(rows[-1], t):
            return None
        since, evidence, evidence_since = rows[0]["t"], set(), None
        for row in rows:
            evidence = self.evidence(row, since, evidence)
            if not evidence:
                evidence_since = None
            elif evidence_since is None:
                evidence_since = row["t"]
        lasting = evidence and t - evidence_since >= 45 * S
        if lasting and (evidence != {"call"} or rows[-1]["t"] - evidence_since >= 10 * S):
            return since
        return since if rows[-1]["flips"] >= 4 and t - since >= 120 * S else None

    @staticmethod
    def shut_in(lift):
        rows = []
        for row in reversed(lift.history[max(lift.last_end[2], 0) :]):
            if not row["in"]:
                break
            rows.insert(0, row)
        while rows and not (rows[0]["service_mode"] in AT_LEVEL and rows[0]["shut"]):
            rows.pop(0)
        return rows

    @staticmethod
    def evidence(row, since, before):
        now = before & {"attempts", "button", "fault"}
        if row["pressed"]:
            now.add("button")
        if not before and row["flips"] == 0 and row["t"] - since >= 1800 * S:
            return now
        if row["flags"] & 8:
            now.add("call")
        if row["attempts"] >= 2:
            now.add("attempts")
        if any(row["codes"] & 1 << fault for fault in EVIDENCE_FAULTS):
            now.add("fault")
        if row["lost"]:
            now.add("power")
        return now

    def power(self, lift, t):
        rows = [dict(r, gone=r["lost"] and r["in_service"]) for r in lift.history]
        since = self.streak(rows[lift.last_end[3] + 1 :], "gone")
        return since if since is not None and t - since >= 10 * S else None

    def button(self, lift, t):
        h, since, run_end = lift.history, None, None
        for k, row in enumerate(h):
            if k and h[k - 1]["runs"] and not row["runs"]:
                run_end = row["t"]
            if k <= lift.last_end[4]:
                continue
            if row["pressed"] and not (k and h[k - 1]["pressed"]):
                since = row["t"]
            if (row["opened"] and row["zone"]) or not row["in_service"]:
                since = None
            if row["runs"] and not row["pressed"]:
                since = None
        settled = run_end is None or t - run_end >= 5 * S
        if h[-1]["zone"] and since is not None:
            settled = settled and t - since >= 5 * S
        return since if since is not None and not h[-1]["runs"] and settled else None

    def door(self, lift, t):
        rows = lift.history[lift.last_end[5] + 1 :]
        if len(rows) < 2 or not rows[-2]["gape_runs"]:
            return None
        return self.streak(rows, "gape_runs")

    # the two ways in

    def take(self, row):
        heard = self.hear(row["received_ms"])
        lift = self.elevator(row["slot"])
        new = self.place(lift, row, heard)
        if new is None:
            return []
        said = []
        now, slot = row["received_ms"], row["slot"]
        if 6 in lift.open:
            said.append((slot, 6, "ends", lift.open.pop(6), now))
        self.note(lift, new)
        last = new
        done = {
            1: self.free(lift.history),
            2: self.free(lift.history),
            3: not last["lost"],
            4: last["opened"] and last["zone"],
            5: not last["gape"],
        }
        for kind in range(1, 6):
            if kind in lift.open:
                if done[kind]:
                    said.append((slot, kind, "ends", lift.open.pop(kind), now))
                    lift.last_end[kind] = len(lift.history) - 1
            else:
                said += self.begin(slot, lift, kind, last["t"], now)
        return said

    def begin(self, slot, lift, kind, t, now):
        judges = [None, self.off_level, self.at_level, self.power, self.button, self.door]
        since = judges[kind](lift, t)
        last = lift.history[-1]
        if since is None or last["forwarded"]:
            return []
        lift.open[kind] = since + last["at"] - last["t"]
        return [(slot, kind, "begins", lift.open[kind], now)]

    def tick(self, now):
        said = []
        heard = self.clock if now - self.clock > 60 * S else max(now, self.clock)
        for slot, lift in sorted(self.elevators.items()):
            if not lift.history:
                continue
            last = lift.history[-1]
            silent = heard - self.deaf - last["heard"]
            for kind in (1, 2, 3, 4):
                if kind not in lift.open:
                    said += self.begin(slot, lift, kind, last["t"] + silent, now)
            if lift.kind is not None and 6 not in lift.open and silent >= 3600 * S:
                lift.open[6] = last["at"]
                said.append((slot, 6, "begins", last["at"], now))
        return said
