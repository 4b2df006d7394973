"""The six published tables of 2019-20, copied by hand from the report: 33 numbers an area."""

from __future__ import annotations

YEARS = ("2016-17", "2017-18", "2018-19", "2019-20")

# by the id of the report's table, then by the row's label
TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "tbl-concerns-leicestershire": {
        "Safeguarding alerts": ("4,406", "4,530", "4,810", "4,167"),
        "Section 42 enquiries": ("1,291", "861", "1,203", "875"),
        "Enquiries where abuse was found": ("43%", "46%", "49%", "54%"),
    },
    "tbl-msp-leicestershire": {
        "People asked what they wanted": ("64%", "70%", "78%", "73%"),
        "Outcomes met at least in part": ("95%", "96%", "94%", "92%"),
        "Enquiries ended at the person's request": ("17%", "13%", "5%", "7%"),
    },
    "tbl-dols-leicestershire": {
        "DoLS referrals": ("4,669", "4,307", "4,803"),
        "Waiting list on 31 March": ("1,555", "851", "986"),
        "Cases with a paid representative": ("44%", "49%", "46%"),
    },
    "tbl-concerns-rutland": {
        "Safeguarding alerts": ("268", "235", "421", "298"),
        "Section 42 enquiries": ("77", "52", "59", "39"),
        "Enquiries where abuse was found": ("34%", "60%", "35%", "45%"),
    },
    "tbl-msp-rutland": {
        "People asked what they wanted": ("75%", "96%", "95%", "95%"),
        "Outcomes met at least in part": ("94%", "95%", "94%", "92%"),
        "Enquiries ended at the person's request": ("12%", "15%", "14%", "11%"),
    },
    "tbl-dols-rutland": {
        "DoLS referrals": ("223", "238", "299"),
        "Waiting list on 31 March": ("8", "15", "29"),
        "Cases with a paid representative": ("43%", "49%", "47%"),
    },
}

# Each statement of number that the published commentary on Leicestershire makes correctly, in the kit's words, and the same for
# Rutland. Left out because the tables contradict them: "600 fewer" alerts is 643, and "400 fewer" enquiries is 328.
SENTENCES = (
    "There were 4,167 safeguarding alerts in Leicestershire in 2019-20, 643 fewer than in 2018-19 (down 13%).",
    "That is one alert for every 135 adults.",
    "Members of the public raised 756 of them (18%).",
    "875 section 42 enquiries were begun, 328 fewer than in 2018-19 (down 27%).",
    "One in five alerts (21%) led to a section 42 enquiry, down from 25% in 2018-19",
    "Abuse or neglect was found in over half (54%) of enquiries, up from 49% in 2018-19.",
    "In Leicestershire, just under three quarters (73%) of people were asked what they wanted to happen, "
    "down from 78% in 2018-19.",
    "What the person wanted happened, at least in part, in 92% of cases, down from 94% in 2018-19.",
    "One in fourteen enquiries (7%) stopped because the person asked for that, up from 5% in 2018-19.",
    "Leicestershire received 4,803 DoLS referrals in 2019-20, 496 more than in 2018-19 (up 12%).",
    "The waiting list stood at 986 on 31 March 2020, 135 more than in 2018-19 (up 16%).",
    "A Paid Person’s Representative was in place in 46% of cases, down from 49% in 2018-19.",
    "There were 298 safeguarding alerts in Rutland in 2019-20, 123 fewer than in 2018-19 (down 29%).",
    "That is one alert for every 107 adults.",
    "Members of the public raised 44 of them (15%).",
    "39 section 42 enquiries were begun, 20 fewer than in 2018-19 (down 34%).",
    "One in eight alerts (13%) led to a section 42 enquiry, down from 14% in 2018-19",
    "Abuse or neglect was found in 45% of enquiries, up from 35% in 2018-19.",
    "Section 42 enquiries are so few that chance alone could give a change of the size seen since 2018-19.",
    "The fall in section 42 enquiries from 77 in 2016-17 to 39 in 2019-20 is more than chance alone would give.",
    "In Rutland, more than nine in ten (95%) of people were asked what they wanted to happen, the same as in 2018-19.",
    "One in nine enquiries (11%) stopped because the person asked for that, down from 14% in 2018-19.",
    "Rutland received 299 DoLS referrals in 2019-20, 61 more than in 2018-19 (up 26%).",
    "A Paid Person’s Representative was in place in 47% of cases, down from 49% in 2018-19.",
    "The waiting list stood at 29 on 31 March 2020, up from 15 in 2018-19.",
    "The board began one safeguarding adults review in 2019-20 and carried on with three begun in earlier years.",
    "Two reviews were concluded in the year, and two were ongoing on 31 March 2020.",
    "Income in 2019-20 was £110,681 and expenditure was £110,681.",
)
