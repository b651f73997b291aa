"""The table of the field: for each type of decision what the forum does and who may vote.

All members vote on everything (Schools Forums Regulations 2012, reg 8(9)), with four restrictions:
the funding formula, de-delegation, education functions, and the scheme for financing schools.
The first financial year is 2013-14, the first under the 2012 Regulations; years in which a row
begins or ends later are from memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from forum.choices import ACADEMIES_GROUPS, SCHOOLS_GROUPS, Group
from papers.choices import ForumRole, Source
from papers.rules.regulations import FORUMS, GUIDANCE, PRACTICE

Recurs = Literal["yearly", "standing", "ad_hoc"]
SecretaryOfState = Literal["", "may_decide_instead", "approves"]


@dataclass(frozen=True)
class DecisionType:
    """One kind of question: the forum's role in it, who may vote, and by what authority."""

    code: str
    name: str
    subject: str
    """How a sentence speaks of it: "de-delegation for primary schools"."""
    forum_role: ForumRole
    groups: tuple[Group, ...]
    """The groups that may vote; none where the forum is only informed."""
    citation: str
    recurs: Recurs = "ad_hoc"
    default_source: Source | None = None
    separately: bool = False
    """Whether each group answers by itself, unless the paper says otherwise."""
    must_separate: bool = False
    """Whether the law leaves the paper no choice in that."""
    seeks_resources: bool = False
    """Whether such a recommendation usually asks for money."""
    secretary_of_state: SecretaryOfState = ""
    is_sourced: bool = True
    """False: the citation is from memory or inferred, and says so."""
    from_year: str = "2013-14"
    until_year: str | None = None

    @property
    def is_de_delegation(self) -> bool:
        """Whether the money comes back out of maintained schools' budget shares."""
        return self.default_source == Source.DE_DELEGATED


ALL = tuple(Group)
PRIMARY, SECONDARY = (Group.MAINTAINED_PRIMARY,), (Group.MAINTAINED_SECONDARY,)
PHASES = PRIMARY + SECONDARY
MAINTAINED = (*PHASES, Group.MAINTAINED_SPECIAL, Group.MAINTAINED_PRU)
FORMULA = (*SCHOOLS_GROUPS, *ACADEMIES_GROUPS, Group.EARLY_YEARS)
D, C, I = ForumRole.DECIDES, ForumRole.CONSULTED, ForumRole.INFORMED  # noqa: E741
CR, DD, HN, OO = (
    Source.CENTRALLY_RETAINED, Source.DE_DELEGATED, Source.HIGH_NEEDS, Source.ONE_OFF,
)  # fmt: skip
ADJ: SecretaryOfState = "may_decide_instead"
APP: SecretaryOfState = "approves"
EVERY_MEMBER = f"all members vote, {FORUMS}, reg 8(9)"
BY_PHASE = f"voting by phase, {FORUMS}, reg 8 as amended in 2012 and 2013"
UNSURE = "from memory, to be checked"

# A table is read across: one row is a paragraph of three or four lines.
# fmt: off
ROWS: tuple[DecisionType, ...] = (
    DecisionType("GENERAL", "General business: all members", "this business", D, ALL,
                 f"{FORUMS}, reg 8(9)"),

    # The formula and what goes with it: the authority decides, the forum is consulted.
    DecisionType("FORMULA_MAINSTREAM", "Funding formula for schools", "the funding formula",
                 C, FORMULA, f"{FORUMS}, reg 8(10)", "yearly"),
    DecisionType("FORMULA_EARLY_YEARS", "Funding formula for early years",
                 "the early years formula", C, FORMULA, f"{FORUMS}, reg 8(10); that it covers "
                 f"this formula is {UNSURE}", "yearly", is_sourced=False),
    DecisionType("MFG_LEVEL", "Level of the minimum funding guarantee",
                 "the minimum funding guarantee", C, FORMULA,
                 f"{PRACTICE} (Halton 2026); who votes is inferred from the formula", "yearly",
                 is_sourced=False),
    DecisionType("MFG_EXCLUSION", "Exclusion from the minimum funding guarantee",
                 "exclusions from the minimum funding guarantee", C, FORMULA,
                 f"{PRACTICE} (Essex, Brighton, Rutland); who votes is inferred from the formula",
                 "yearly", secretary_of_state=APP, is_sourced=False),
    DecisionType("NOTIONAL_SEN", "Method of the notional SEN budget", "the notional SEN budget",
                 C, FORMULA, f"{GUIDANCE}; who votes is inferred from the formula", "yearly",
                 is_sourced=False),

    # Moving money between blocks.
    DecisionType("TRANSFER_SB_LE_05", "Transfer of up to 0.5% out of the schools block",
                 "a transfer of up to 0.5% out of the schools block", D, ALL,
                 f"{PRACTICE} (Cornwall, Devon, Brighton); {EVERY_MEMBER}, no restriction seen",
                 "yearly", HN, seeks_resources=True, secretary_of_state=ADJ, is_sourced=False,
                 from_year="2018-19"),
    DecisionType("TRANSFER_SB_GT_05", "Transfer of more than 0.5% out of the schools block",
                 "a transfer of more than 0.5% out of the schools block", C, ALL,
                 f"{PRACTICE} (Hammersmith and Fulham 2025, Leicestershire, York)", "yearly", HN,
                 seeks_resources=True, secretary_of_state=APP, from_year="2018-19"),
    DecisionType("TRANSFER_OTHER", "Movement between the other blocks",
                 "movements between the other blocks", C, ALL,
                 f"{PRACTICE} (Reading constitution 2020-21)", "yearly", seeks_resources=True,
                 from_year="2018-19"),

    # Money that maintained schools hand back.
    DecisionType("DEDEL_PRIMARY", "De-delegation of one service: primary schools",
                 "de-delegation for primary schools", D, PRIMARY,
                 f"{{de_delegation}}; {BY_PHASE}", "yearly", DD, separately=True,
                 must_separate=True, seeks_resources=True, secretary_of_state=ADJ),
    DecisionType("DEDEL_SECONDARY", "De-delegation of one service: secondary schools",
                 "de-delegation for secondary schools", D, SECONDARY,
                 f"{{de_delegation}}; {BY_PHASE}", "yearly", DD, separately=True,
                 must_separate=True, seeks_resources=True, secretary_of_state=ADJ),
    DecisionType("DEDEL_BOTH_PHASES", "De-delegation of one service: each phase by itself",
                 "de-delegation for primary and for secondary schools", D, PHASES,
                 f"{{de_delegation}}; {BY_PHASE}", "yearly", DD, separately=True,
                 must_separate=True, seeks_resources=True, secretary_of_state=ADJ),
    DecisionType("DEDEL_SCHOOL_IMPROVEMENT", "De-delegation for school improvement",
                 "de-delegation for school improvement", D, PHASES,
                 f"{{de_delegation}}; {PRACTICE} (West Berkshire, Essex)", "yearly", DD,
                 separately=True, must_separate=True, seeks_resources=True,
                 secretary_of_state=ADJ, from_year="2017-18"),
    DecisionType("EDU_FUNCTIONS", "Education functions for maintained schools",
                 "education functions for maintained schools", D, MAINTAINED,
                 f"{{education_functions}}; {PRACTICE} (Staffordshire, Slough, West Berkshire)",
                 "yearly", DD, separately=True, seeks_resources=True, secretary_of_state=ADJ,
                 from_year="2017-18"),
    DecisionType("CONTINGENCY_CRITERIA", "Criteria of a de-delegated contingency",
                 "the criteria of a de-delegated contingency", D, PHASES,
                 f"{GUIDANCE}; {BY_PHASE}", "standing", DD, separately=True, must_separate=True,
                 secretary_of_state=ADJ, is_sourced=False),
    DecisionType("DEDEL_CARRY_FORWARD", "Use or return of unspent de-delegated money",
                 "unspent de-delegated money", D, PHASES, f"{GUIDANCE}; {BY_PHASE}", "yearly", OO,
                 separately=True, must_separate=True, seeks_resources=True, is_sourced=False),
    DecisionType("DEDEL_DEFICIT", "Deficit on de-delegated services met from the schools budget",
                 "a deficit on de-delegated services", D, ALL, f"{GUIDANCE}; {EVERY_MEMBER}",
                 "ad_hoc", OO, seeks_resources=True, secretary_of_state=ADJ, is_sourced=False),

    # Money that is centrally retained.
    DecisionType("GROWTH_FUND", "Growth fund and its criteria", "the growth fund", D, ALL,
                 f"{{growth}}; {EVERY_MEMBER}, no restriction seen", "yearly", CR,
                 seeks_resources=True, secretary_of_state=ADJ, is_sourced=False),
    DecisionType("FALLING_ROLLS", "Falling rolls fund and its criteria", "the falling rolls fund",
                 D, ALL, f"{{falling_rolls}}; {EVERY_MEMBER}", "yearly", CR,
                 seeks_resources=True, secretary_of_state=ADJ, from_year="2014-15"),
    DecisionType("GROWTH_REDUCE", "Reduction of a growth or falling rolls fund in the year",
                 "a reduction of the growth or falling rolls fund", D, ALL,
                 f"{{growth_reduction}}; {EVERY_MEMBER}", "ad_hoc", CR, secretary_of_state=ADJ),
    DecisionType("CSSB_ONGOING", "Central services: one ongoing line",
                 "a line of the central services", D, ALL, f"{{central}}; {EVERY_MEMBER}",
                 "yearly", CR, seeks_resources=True, secretary_of_state=ADJ,
                 until_year="2017-18"),
    DecisionType("CSSB_ONGOING", "Central school services block: one ongoing line",
                 "a line of the central school services block", D, ALL,
                 f"{{central}}; {EVERY_MEMBER}", "yearly", CR, seeks_resources=True,
                 secretary_of_state=ADJ, from_year="2018-19"),
    DecisionType("CSSB_HISTORIC", "Central services: one historic commitment",
                 "a historic commitment", D, ALL, f"{{historic}}; {EVERY_MEMBER}", "yearly", CR,
                 seeks_resources=True, secretary_of_state=ADJ, until_year="2017-18"),
    DecisionType("CSSB_HISTORIC", "Central school services block: one historic commitment",
                 "a historic commitment", D, ALL, f"{{historic}}; {EVERY_MEMBER}", "yearly", CR,
                 seeks_resources=True, secretary_of_state=ADJ, from_year="2018-19"),
    DecisionType("CSSB_LICENCES", "Licences negotiated by the Secretary of State",
                 "licences negotiated by the Secretary of State", I, (),
                 f"{{licences}}; that there is no vote is {UNSURE}", "yearly", CR,
                 is_sourced=False),
    DecisionType("EY_CENTRAL", "Central spending from the early years block",
                 "central spending from the early years block", D, ALL,
                 f"{{early_years}}; {EVERY_MEMBER}", "yearly", CR, seeks_resources=True,
                 secretary_of_state=ADJ),

    # High needs, early years, grants, contracts: the authority decides.
    DecisionType("HN_PLACES_TOPUP", "Arrangements for high needs places and top-ups",
                 "high needs places and top-ups", C, ALL,
                 f"{PRACTICE} (Rutland, Essex, Birmingham); {EVERY_MEMBER}", "yearly", HN),
    DecisionType("HN_CENTRAL", "Central spending on high needs", "central spending on high needs",
                 I, (), GUIDANCE, "yearly", HN, is_sourced=False),
    DecisionType("EY_ARRANGEMENTS", "Arrangements for early years provision",
                 "the arrangements for early years", C, ALL,
                 f"{PRACTICE} (Rutland, Birmingham); {EVERY_MEMBER}", "yearly"),
    DecisionType("CENTRAL_GRANTS", "Administration of central government grants",
                 "the administration of government grants", C, ALL,
                 f"{PRACTICE} (Rutland, Birmingham); {EVERY_MEMBER}", "yearly", OO),
    DecisionType("CONTRACT", "Contract paid from the schools budget",
                 "a contract paid from the schools budget", C, ALL,
                 f"{PRACTICE} (Birmingham, Essex, Rutland); {EVERY_MEMBER}"),

    # The scheme, deficits and balances.
    DecisionType("SCHEME_CHANGE", "Change to the scheme for financing schools",
                 "the scheme for financing schools", D, SCHOOLS_GROUPS,
                 "DfE guidance, Schemes for financing local authority maintained schools",
                 "standing", secretary_of_state=ADJ),
    DecisionType("DSG_DEFICIT", "Deficit of the Dedicated Schools Grant carried forward",
                 "a deficit carried forward", D, ALL, f"{{deficit}}; {EVERY_MEMBER}", "yearly", HN,
                 secretary_of_state=ADJ, until_year="2019-20"),
    DecisionType("DSG_DEFICIT", "Deficit of the Dedicated Schools Grant",
                 "a deficit of the Dedicated Schools Grant", I, (),
                 f"{{deficit}}, changed in 2020; that there is no vote is {UNSURE}", "yearly", HN,
                 secretary_of_state=APP, is_sourced=False, from_year="2020-21"),
    DecisionType("RESERVE_USE", "Use of a balance or of one-off money",
                 "the use of a balance or of one-off money", D, ALL,
                 f"{PRACTICE} (East Sussex 2026); {EVERY_MEMBER}", "ad_hoc", OO,
                 seeks_resources=True),
    # Councils differ: voted on in West Berkshire, the authority's own matter in Kirklees.
    DecisionType("BALANCES_CLAWBACK", "Control of schools' surplus balances",
                 "the control of surplus balances", C, ALL,
                 f"{PRACTICE}, which differs (West Berkshire 2024, Kirklees 2025)", "yearly", OO,
                 is_sourced=False),

    # The forum itself.
    DecisionType("CHAIR_ELECTION", "Election of the chair or vice-chair",
                 "the election of the chair", ForumRole.ELECTS, ALL,
                 f"{FORUMS}, reg 8(5) and (6)", "standing"),
    DecisionType("COMPOSITION", "Size, seats and terms of office of the forum",
                 "the composition of the forum", C, ALL,
                 f"{PRACTICE} (Bromley, Wiltshire); {EVERY_MEMBER}", "yearly"),
    DecisionType("CONSTITUTION_PROCEDURE", "Procedure and standing orders of the forum",
                 "the forum's own procedure", ForumRole.PROCEDURE, ALL,
                 f"{PRACTICE} (Bournemouth, Kirklees); {EVERY_MEMBER}", "standing"),
    DecisionType("MINUTES", "Minutes of the last meeting", "the minutes", D, ALL,
                 f"{PRACTICE} (East Sussex 2024); {EVERY_MEMBER}"),
    DecisionType("MONITORING", "Outturn, budget monitoring and progress reports",
                 "monitoring and progress reports", I, (),
                 f"{PRACTICE} (Kensington and Chelsea)"),
)
# fmt: on
