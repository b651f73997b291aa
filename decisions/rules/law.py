"""The law, guidance and reviews that the rules of the deciding side rest on."""

from __future__ import annotations

FORUM_DECIDES = "School Standards and Framework Act 1998, section 47A(3)"
PUBLIC = "Schools Forums (England) Regulations 2012, regulation 8(2)"
QUORUM = "Schools Forums (England) Regulations 2012, regulation 8(3)"
CHAIR = "Schools Forums (England) Regulations 2012, regulation 8(5)"
SUBSTITUTES = "Schools Forums (England) Regulations 2012, regulation 8(8)"
VOTERS = "Schools Forums (England) Regulations 2012, regulation 8(9) and (10)"
CONSTITUTION = "The forum's constitution"
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
INQUORATE_ELECTION = (
    "Schools forum operational and good practice guide: an inquorate forum elects nobody; "
    "Wolverhampton, 5 October 2023"
)
OUTSIDE_A_MEETING = (
    "Schools forum operational and good practice guide: between meetings only where all members "
    "can take part"
)
PRESIDING = "Practice: Leicestershire, 14 February 2023"
NOMINATIONS = "Practice: Bracknell Forest deferred its election for want of nominations"
CONTROL = "Accounts and Audit Regulations 2015, regulation 3: internal control"
