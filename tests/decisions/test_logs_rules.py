import pytest

from decisions.rules.logs import may_publish_year_log


@pytest.mark.parametrize(("meetings", "codes"), [(0, {"no-published-minutes"}), (1, set())])
def test_log_of_a_year_is_published_once_it_holds_a_meeting(meetings, codes):
    assert may_publish_year_log(year="2025-26", meetings=meetings).codes == codes
