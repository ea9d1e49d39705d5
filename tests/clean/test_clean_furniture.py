"""Single lines: what each reason drops, and what looks like it and must stay."""

from __future__ import annotations

import re

import pytest

from retinue.clean.furniture import furniture, parse
from retinue.errors import KnowledgeError

DROPPED = {
    "advert": [
        "Advertisement",
        "[ADVERTISEMENT]",
        "-- advertisement --",
        "Story continues below advertisement",
        "Sponsored: Fresh flowers at your door",
        "Anzeige",
        "▼ 广告 ▼",
        "Capital at risk. T&Cs apply.",
        "Promoted by Zenith Bank",
        "A message from our sponsor",
    ],
    "share": [
        "Share this article",
        "Share: Facebook | X | Email",
        "Tweet | Share | Print",
        "Send to a friend",
        "Follow us on Telegram for breaking news",
        "1,203 views",
        "Copy link",
        "分享到：微信 微博",
        "Rate Story",
    ],
    "newsletter": [
        "Sign up for our weekly newsletter on trade",
        "Get the day's top stories in your inbox",
        "Subscribe now",
        "Forwarded this? Subscribe here.",
        "View this email in your browser",
        "Unsubscribe at any time",
        "Thousands of bankers read our letter. Join them. Sign up",
    ],
    "consent": [
        "This website uses cookies to improve your experience",
        "Accept all",
        "Manage cookie settings",
        "By using this site you agree to our use of cookies",
        "We and our 30 partners use cookies. Accept / Manage",
    ],
    "reading_time": ["4 min read", "Reading time: 3 minutes", "6 minute read", "Listen to this article (5 min)"],
    "byline": [
        "By Anna Keller in Zurich",
        "By our economics editor",
        "Words: Anna Keller",
        "Editor: Zhao",
        "(Reporting by Anna Keller and Tom Ong; editing by Ravi Menon)",
        "Von Jana Krause, Berlin",
        "Associated writer Ann Poe contributed to this report.",
        "责任编辑：王芳",
        "- With assistance from Ravi Menon",
    ],
    "datestamp": [
        "Published: Thursday, 14 March 2024, 09:12",
        "Friday 3 May 2024",
        "Updated 5 hours ago",
        "18:10",
        "Harbour Post | Thu, 13 Apr 2023 11:47 UTC",
        "2022.05.03 14:02",
        "This article is more than 2 years old",
        "2024年03月14日 09:12 来源：华北经济报 作者：李明",
    ],
    "caption": [
        "Photo: Lena Ortiz",
        "A guard at the gate of the plant. Photo: EPA",
        "Workers at the site (archive picture)",
        "The minister at the fair. Photograph: Lena Ortiz/The Dispatch",
        "PHOTO: The gate of the old works",
        "A worker leaves the plant on Tuesday. (John Roe/Tri-County Herald)",
        "Image used for representation only",
        "Photo taken on May 3 shows the assembly line of the plant.",
        "图为工厂大门",
        "Stock image",
    ],
    "related": [
        "READ NEXT: The bank that said no",
        "Related stories",
        "You may also like",
        "Most read",
        "More from Features",
        "Also Read: Ten phones for the summer",
        "Lesen Sie auch: Wie die Stadt wurde",
        "相关阅读：一篇旧文",
        "Read also",
        "Previous issue: July 27 | Next issue: August 10",
        "More on this story",
    ],
    "comments": ["Comments (14)", "Leave a reply", "Log in to comment", "12 comments", "Be the first to comment"],
    "login": [
        "Already a subscriber? Log in",
        "Sign in",
        "This article is for subscribers only",
        "Start your free trial",
    ],
    "copyright": [
        "© 2023 Harbour Dispatch. All rights reserved.",
        "Copyright 2022 Harbour Dispatch",
        "版权归某报所有，转载请注明出处",
        "Unauthorized reproduction is prohibited.",
        "(c) Harbour Dispatch 2022",
    ],
    "disclaimer": [
        "Disclaimer: this is not investment advice.",
        "Market data delayed by at least 15 minutes.",
        "The views expressed are the author's own.",
        "Some links earn us a commission.",
    ],
    "app": ["Download our app", "Get the Herald app for faster news", "扫码下载客户端"],
    "promo": [
        "Become a member today",
        "Got a news tip? Write to the desk",
        "Support our journalism from 2 euros a month",
        "POLL: Should shops open on Sundays?",
        "Join our webinar on export rules",
        "Report an error",
    ],
    "about_author": [
        "The writer is a fellow at an institute for trade.",
        "The author advises banks on sanctions.",
        "Anna Keller covers trade for the Dispatch.",
    ],
    "tags": ["Tags: chips, trade, sanctions", "Filed under: Industry", "Topics: Trade", "关键词：芯片"],
    "pagination": ["Page 1 of 3", "Back to top", "1 2 3 Next", "Skip to main content"],
    "tools": ["Font size: A A A", "Print | Close", "Text size A A A", "字号：大 中 小", "Home > World > Asia"],
    "editors_note": ["Editor's note: a figure was corrected.", "(This story has been updated with a comment.)"],
    "origin": [
        "This article first appeared in Harbour Post.",
        "Republished from Harbour Post",
        "Source: Yonder News",
    ],
    "end_mark": ["Ends", "(END)", "###", "Enditem", "* * *"],
    "contact": ["About us | Contact | Privacy policy", "Media contacts:", "press@ministry.example"],
    "issue": ["Vol. 12, No. 44", "Issue 118", "e-Edition", "Seoul 14°C"],
    "navigation": ["Markets | Economy | Tech | Watchlist", "News Reviews Regulation Jobs"],
}

KEPT = [
    "The ban",
    "Favoured at home",
    "What comes next",
    "Why it matters",
    "Who pays?",
    "The company did not comment.",
    '"We will not yield," the minister said.',
    "Shares fell 3 per cent.",
    "The app was removed on Monday.",
    "The regulator said the firm had shared users' data without consent.",
    "Cookies are small files that websites store.",
    "The ministry published the draft on 3 May 2022 and asked for comments until 30 June.",
    "Sources said the talks would continue on Friday.",
    "Source code for the tool was published in March.",
    "By Tuesday the shares had recovered.",
    "By Monday evening Seoul had lifted the ban.",
    "From Monday the rule applies to foreign firms too.",
    "The author of the bill is Senator Marco Diaz.",
    "More about the case is expected on Friday.",
    "Related companies were fined as well.",
    "Copyright law was amended.",
    "Share buybacks were suspended.",
    "Print media were not affected.",
    "Next year the plant will open.",
    "The photo shows nothing of the sort, the court held.",
    "Tencent, Alibaba, Baidu",
    "1. Hikvision",
    "• Three firms were fined",
    "Q: And the chips?",
    "Watch out for the next list, exporters told",
    "Newsletter publisher fined for insider tips",
    "Photo agency sues over blacklisted drones",
    "Register of companies to be opened, minister says",
    "He was in Beijing on May 3, 2022.",
    "“You can sign up for our newsletter and read us in your inbox,” the accused had written to the two officers.",
    "Advertising revenue at the group fell 12 per cent.",
    "监管部门周二对该公司处以罚款。",
]


@pytest.mark.parametrize(("reason", "line"), [(r, line) for r, lines in DROPPED.items() for line in lines])
def test_furniture_is_named_for_what_it_is(reason: str, line: str) -> None:
    assert furniture().reason(line) == reason


@pytest.mark.parametrize("line", KEPT)
def test_article_lines_stay(line: str) -> None:
    assert furniture().reason(line) is None


def test_every_reason_of_the_file_has_examples() -> None:
    assert {rule.reason for rule in furniture().rules} <= set(DROPPED)


def test_every_rule_can_match_within_its_own_word_limit() -> None:
    assert all(rule.words > 0 and isinstance(rule.pattern, re.Pattern) for rule in furniture().rules)


@pytest.mark.parametrize(
    "text",
    [
        "schema: 1\nreasons: {}\nmenu_words: a\nsection_words: b\noutlet_words: c\nextra: 1\n",
        "schema: 1\nreasons:\n  x:\n    means: y\n    rules:\n      - {match: whole, words: 3, seen: z, any: ['(']}\n"
        "menu_words: a\nsection_words: b\noutlet_words: c\n",
        "- not a mapping\n",
    ],
)
def test_broken_rules_name_the_file(text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"mine\.yml"):
        parse(text, "mine.yml")
