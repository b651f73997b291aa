"""The law, guidance and reviews that the rules of the deciding side rest on."""

from __future__ import annotations

FORUM_DECIDES = "School Standards and Framework Act 1998, section 47A(3)"
QUORUM = "Schools Forums (England) Regulations 2012, regulation 8(3)"
VOTERS = "Schools Forums (England) Regulations 2012, regulation 8(9) and (10)"
YEARLY = "School and Early Years Finance (England) Regulations, made for each financial year"
DE_DELEGATION = (
    "School and Early Years Finance (England) Regulations, Schedule 2, Parts 6 and 7: "
    "for one financial year"
)
SOURCE_RECORDED = (
    "Independent review of funding decisions, Middlesbrough Schools Management Forum, "
    "27 March 2019, recommendation 27: minutes record the funding source decided"
)
SOURCE_OFFERED = (
    "Independent review of funding decisions, Middlesbrough Schools Management Forum, "
    "27 March 2019, recommendation 26: requests carry specific funding options"
)
GOOD_PRACTICE = "Schools forum operational and good practice guide"
