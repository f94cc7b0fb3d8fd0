import json, os, time, collections
from datetime import datetime, timedelta, UTC
import pytest
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.actions import found_city
from hoistway.quality.actions import examine_all
from hoistway.quality.models import *
from hoistway.registry.actions import Saying, say
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.queries import portraits
from hoistway.quality.rules.sameness import same
from tests.world.parties import NOW
W=os.environ.get("QWORLD","/tmp/worlds/w1")

from hoistway.parties.standards.shanghai_areas import CITY, DISTRICTS, LINGANG
NAMES={n:c for c,n,_ in DISTRICTS}|{LINGANG[1]:LINGANG[0],"卢湾区":"310103","闸北区":"310108","南汇区":"310119","崇明县":"310230","上海市":"310000"}
@pytest.mark.filterwarnings("ignore")
@pytest.mark.django_db
def test_measure():
    found_city(city="shanghai")
    t=time.time()
    batch=[]
    n=0
    for line in open(W+"/claims.ndjson"):
        d=json.loads(line)
        j=d["fields"].get("jurisdiction")
        if j in NAMES: d["fields"]["jurisdiction"]=NAMES[j]
        at=datetime.fromisoformat(d["observed"]).replace(tzinfo=UTC)
        batch.append(Saying(source=d["source"],record_key=d["record"],fields=d["fields"],observed_at=at))
        if len(batch)==2500:
            say(sayings=batch,now=NOW,by=PLATFORM); batch=[]
    say(sayings=batch,now=NOW,by=PLATFORM)
    print("\nsay", time.time()-t, Elevator.objects.count(), Claim.objects.count(), "waiting", Claim.objects.filter(elevator=None).count())
    before={k:p for k,p in portraits(elevator_ids=list(Elevator.objects.values_list("pk",flat=True))).items()}
    from hoistway.quality.actions import match_register
    t=time.time(); print("match", match_register(now=NOW,by=PLATFORM,progress=lambda a,b:None), round(time.time()-t,2))
    print("waiting after", Claim.objects.filter(elevator=None).count(), collections.Counter(Claim.objects.filter(elevator=None).values_list("kind",flat=True)))
    before={k:p for k,p in portraits(elevator_ids=list(Elevator.objects.filter(merged_into=None).values_list("pk",flat=True))).items()}
    t=time.time()
    if os.environ.get("QPROF"):
        import cProfile,pstats
        pr=cProfile.Profile(); pr.enable()
    tally=examine_all(now=NOW,by=PLATFORM)
    if os.environ.get("QPROF"):
        pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
    dt=time.time()-t
    print("examine", round(dt,2), "s;", round(dt/tally.elevators*330000/60,1),"min per 330k", tally.as_json())
    t=time.time(); t2=examine_all(now=NOW,by=PLATFORM); print("again", round(time.time()-t,2), t2.as_json())
    after={k:p for k,p in portraits(elevator_ids=list(before)).items()}
    truth={}; also={}; recs=[]
    for line in open(W+"/truth.ndjson"):
        d=json.loads(line)
        if "fields" in d: truth[d["elevator"]]=d["fields"]; also[d["elevator"]]=d.get("also",{})
        else: recs.append(d)
    claim={(c.source,c.record_key):c for c in Claim.objects.filter(current=True).exclude(kind="rule")}
    # elevator row -> true elevator by majority of supervision/approval claims
    votes=collections.defaultdict(collections.Counter)
    rec={}
    for d in recs:
        rec[d["source"],d["record"]]=d
        c=claim.get((d["source"],d["record"]))
        if c and c.elevator_id: votes[c.elevator_id][d["elevator"]]+=1
    who={k:v.most_common(1)[0][0] for k,v in votes.items()}
    def right(e,f,v):
        if f.startswith("facts."): return True
        t=truth[e].get(f)
        ok=[t]+list(also[e].get(f,[]))
        if v in ok: return True
        if f in("longitude","latitude") and t is not None and v is not None: return abs(float(v)-t)*111000<200
        return False
    rows=collections.defaultdict(lambda: collections.Counter())
    bad=[]
    for c in Correction.objects.filter(automatic=True).select_related("finding"):
        e=who.get(c.finding.elevator_id)
        k=str(c.finding.kind)
        last = (c.after is None) or right(e,c.field,c.after)
        rows[k]["corrections"]+=1
        if not last:
            rows[k]["WRONG"]+=1; bad.append((k,c.field,c.before,c.after,truth[e].get(c.field),c.finding.elevator_id, c.finding.inputs,[(x.source,x.record_key,rec.get((x.source,x.record_key),{}).get("elevator")) for x in Claim.objects.filter(elevator=c.finding.elevator_id).exclude(kind="rule")]))
    for c in Correction.objects.filter(automatic=True,field=""):
        a={rec.get((x.source,x.record_key),{}).get("elevator") for x in Claim.objects.filter(pk__in=c.merge.claims)}
        b={rec.get((x.source,x.record_key),{}).get("elevator") for x in Claim.objects.filter(elevator=c.merge.kept).exclude(pk__in=c.merge.claims)}
        print("MERGE", a, b, [(x.source,x.record_key,rec.get((x.source,x.record_key),{}).get("elevator"),rec.get((x.source,x.record_key),{}).get("planted")) for x in Claim.objects.filter(elevator=c.merge.kept).exclude(kind="rule")])
    tw=collections.defaultdict(list)
    for d in recs:
        for p_ in d.get("planted",[]):
            if p_["error"]=="one_elevator_twice":
                cl=claim.get((d["source"],d["record"])); print("TWICE", d["source"],d["record"],d["elevator"],p_["certain"], cl and cl.elevator_id, [ (k.source,k.record_key,k.elevator_id) for (so,re),k in claim.items() if rec.get((so,re),{}).get("elevator")==d["elevator"]])
                if cl and cl.elevator_id:
                    mates={k.elevator_id for (so,re),k in claim.items() if rec.get((so,re),{}).get("elevator")==d["elevator"] and k.elevator_id}
                    for e_ in mates: print("    ", e_, {k:v for k,v in Elevator.objects.filter(pk=e_).values("register_number","place","device_code","serial_number","certificate_number","made_by","unit_number","building","kind","stops","rated_speed_mps","rated_load_kg","travel_m","made_on","installed_on","address").first().items()})
    missed=[]
    trapped=[]
    changed=collections.defaultdict(set)
    for c in Correction.objects.filter(automatic=True).select_related("finding"): changed[c.finding.elevator_id].add(c.field)
    asked=collections.Counter()
    fopen=collections.defaultdict(set)
    for f in Finding.objects.filter(state="open"): fopen[f.elevator_id].add((str(f.kind),f.field)); asked[str(f.kind)]+=1
    planted=set()
    for d in recs:
        c=claim.get((d["source"],d["record"]))
        for p in d.get("planted",[]):
            k=p["error"]
            if not p["field"]: continue
            if c is None or c.elevator_id is None: rows[k]["unplaced"+("_certain" if p["certain"] else "")]+=1; continue
            b=before.get(c.elevator_id); 
            if b is None or b.winners.get(p["field"])!=c.pk:
                rows[k]["not_held"+("_certain" if p["certain"] else "")]+=1; continue
            a=after.get(c.elevator_id)
            v=a.held.get(p["field"]) if a else None
            ok=right(d["elevator"],p["field"],v) or (p["truth"] is None and v is None) or v==p["truth"] or (k=='placeholder' and v is None)
            planted.add((c.elevator_id,p["field"]))
            if p["certain"]:
                rows[k]["certain"]+=1
                if ok: rows[k]["caught"]+=1
                else: missed.append((k,p["field"],b.held.get(p["field"]),v,p["truth"],c.elevator_id, sorted(x for x in fopen[c.elevator_id]), [(x.source, x.value) for x in b.said.get(p["field"],())], b.held.get("persons"), b.held.get("kind"), b.held.get("place_kind")))
            else:
                rows[k]["ask"]+=1
                if any(x[1]==p["field"] or x[1]=="place" for x in fopen[c.elevator_id]): rows[k]["asked"]+=1
                elif ok: rows[k]["ask_solved"]+=1
                else:
                    missed.append(("ASK:"+k,p["field"],b.held.get(p["field"]),v,p["truth"],c.elevator_id, sorted(x for x in fopen[c.elevator_id]), [(x.source, x.value) for x in b.said.get(p["field"],())], b.held.get("persons"), b.held.get("kind"), b.held.get("place_kind")))
        for p in d.get("traps",[]):
            if c and p["field"] in changed.get(c.elevator_id,()): trapped.append((p["trap"],p["field"],c.elevator_id, before[c.elevator_id].held.get(p["field"]), after[c.elevator_id].held.get(p["field"]) if c.elevator_id in after else None))
    for k in sorted(rows): print(f"{k:26}", dict(rows[k]))
    tot=sum(r["corrections"] for r in rows.values()); w=sum(r["WRONG"] for r in rows.values()); ce=sum(r["certain"] for r in rows.values()); ca=sum(r["caught"] for r in rows.values())
    print("PRECISION", tot-w, "/", tot, " RECALL", ca,"/",ce)
    print("--- wrong"); [print(*b, sep=" | ") for b in bad[:40]]
    print("--- trapped"); [print(*b, sep=" | ") for b in trapped[:40]]
    print("--- missed"); [print(*m, sep=" | ") for m in missed[:60]]
    print("--- open", asked.most_common())
    # noise: open findings about fields that nothing was planted in
    noise=collections.Counter()
    ex={}
    for f in Finding.objects.filter(state="open"):
        if (f.elevator_id,f.field) not in planted and not (f.field=="place" and (f.elevator_id,"longitude") in planted): noise[str(f.kind),f.field]+=1; ex[str(f.kind),f.field]=(f.elevator_id,f.value,f.proposal,f.inputs)
    print("--- unplanted asks"); [print(k,n,ex[k]) for k,n in noise.most_common(40)]
