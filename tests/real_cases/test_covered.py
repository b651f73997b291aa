"""Which recorded cases are told here, and where; what each one is stands in the file's docstring.

The address of each published record, and what it left out, is in the notes of the cases; people
are invented throughout.
"""

from pathlib import Path

import pytest

TOLD_IN = {
    "WBERKS-DEDEL-2022-12": "phases",
    "WBERKS-DEDEL-2023-01": "phases",
    "WBERKS-GROWTH-2023-01": "interests",
    "WBERKS-DEDEL-2020-21-CONSULT": "phases",
    "WBERKS-FORMULA-2019-20": "outcomes",
    "WBERKS-EXEC-2020-01": "again",
    "WBERKS-SPARSITY-2024-25": "interests",
    "HAVERING-MINUTES-2012-12-06": "matters_arising",
    "HAVERING-MATTERSARISING-2019": "matters_arising",
    "NOTTM-TU-2022-23": "phases",
    "HEREFORD-INQUORATE-2018-07-06": "quorum",
    "STAFFS-CHAIR-2019-10-17": "elections",
    "SLOUGH-MATTERS-2019-10": "matters_arising",
    "OXON-TRANSFER-2018-11": "outcomes",
    "WOKINGHAM-DEDEL-2019-01-16": "outcomes",
    "WANDSWORTH-EY-2026-03-16": "outcomes",
    "BCP-2025-01": "outcomes",
    "SOTON-2020-01": "again",
    "BUCKS-2019-01-15": "again",
    "BUCKS-APPEAL-2017-06-08": "again",
    "ESUSSEX-DEDEL-2020-21": "phases",
    "BRISTOL-2022-11": "outcomes",
    "LEICS-NOCHAIR-2023-02-14": "elections",
    "STOCKTON-SUBS-2012-10-23": "matters_arising",
    "DEVON-INTEREST-2025-01": "interests",
    "WNORTHANTS-2021": "phases",
}
"""Every case of the collection; beside them Bracknell Forest, Wolverhampton, East Sussex's chair
and Staffordshire's levy, which come from the table of the field."""


@pytest.mark.parametrize(("case", "subject"), TOLD_IN.items())
def test_case_is_named_where_it_is_told(case, subject):
    told = (Path(__file__).parent / f"test_{subject}.py").read_text()

    assert case in told.split('"""')[1]
