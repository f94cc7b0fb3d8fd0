import json
from datetime import timedelta
from pathlib import Path

from hoistway.exchange.actions import draw, send_due, take_in
from hoistway.exchange.actions.comparing import compare
from hoistway.exchange.models import Held, Partner, Passage
from hoistway.exchange.queries import partner_known
from hoistway.exchange.vocabulary import Mode, Topic
from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import a_rescue
from tests.world.parties import a_member
from tests.world.partners import connect
from tests.world.registry import an_elevator


def test_look(opened, settings, tmp_path):
    now = clock.now()
    from django.conf import settings as s
    home = Path(s.HOME)
    connect(home=home, profile="city-operations", url="http://127.0.0.1:9")
    connect(home=home, profile="housing", url=f"file:{tmp_path}/front")
    connect(home=home, profile="police-110", url="http://127.0.0.1:9")
    (home/"partners"/"wrong.toml").write_text('profile="nobody"\n[connect]\nurl="https://x"\n')
    rows=[an_elevator() for _ in range(6)]
    a_rescue()
    for name, topic in (("city-operations",Topic.ELEVATORS),("housing",Topic.ELEVATORS),("city-operations",Topic.RESCUE_ORDERS),("housing",Topic.COVERS)):
        draw(name=name, topic=topic, mode=Mode.FULL, now=now-timedelta(hours=8))
    send_due(now=now)
    p=Partner.objects.get(name="city-operations")
    compare(known=partner_known(name="city-operations"), partner=p, said=[{"topic":"elevators","total":4},{"topic":"elevators","total":4,"area":"310106"}], now=now)
    Held.objects.filter(partner=p, key=rows[0].register_number).update(state="refused", reason="区划代码与街道不符")
    take_in(name="police-110", topic=Topic.RESCUE_ORDERS, text=json.dumps({"events":[{"policeNumber":"310-2026-118","occurTime":"2026-11-22 11:58:00","registerNumber":rows[1].register_number},{"policeNumber":"310-2026-119","occurTime":"2026-11-22 11:58:00","address":"延平路 100 号"}]}), now=now)
    member=a_member(role=RoleKind.CITY_REGULATOR)
    number=Passage.objects.filter(partner=p).order_by("pk")[0].number
    for lang in ("zh-CN","en-US"):
        for w,h in ((390,844),(1440,900)):
            page=opened(member=member, locale=lang, viewport={"width":w,"height":h})
            for nm,url in (("list","/partners"),("one","/partners/city-operations"),("police","/partners/police-110"),("passage",f"/partners/city-operations/passages/{number}"),("preview","/partners/national-traceability/preview/elevators"),("none","/partners/insurer")):
                page.goto(url+("?lang=en" if lang=="en-US" else ""))
                page.screenshot(path=f"/tmp/shots/{nm}-{lang[:2]}-{w}.png", full_page=True)
