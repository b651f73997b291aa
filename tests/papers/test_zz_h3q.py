import pytest, re
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.papers.test_schedule_pages import *
@pytest.mark.parametrize("many",[1,3])
def test_q(as_officer, paper, officer, many):
    schedule = havering(paper, by=officer, on=ON)
    for line in list(schedule.lines.order_by("position")[many:]):
        line.rates.all().delete(); line.delete()
    with CaptureQueriesContext(connection) as c:
        as_officer.get(at("schedule_detail", paper))
    print(many,len(c)); 
    for q in c.captured_queries: print('  ',re.sub(r'SELECT .*? FROM','SELECT FROM',q["sql"])[:150])
