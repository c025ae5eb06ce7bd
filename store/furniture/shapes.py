"""The shapes of web page leftovers that are worded anew on every site.

All patterns are for lines in lower case that are bare of decoration at both ends.
"""

from __future__ import annotations

import re

_NETWORK = (
    r"(?:facebook|twitter|x|telegram|instagram|youtube|linkedin|whatsapp|viber|vk|tiktok|threads"
    r"|bluesky|mastodon|google\s+news|social\s+media)"
)
_NETWORKS = rf"{_NETWORK}(?:(?:\s*,\s*|\s*&\s*|\s+)(?:and\s+|or\s+)?(?:on\s+)?{_NETWORK})*"

CLOSED = re.compile(
    rf"""
      (?:[©]|\(c\)|copyright\s*(?:[©]|\(c\)))\s*(?:\d{{4}}|by\b).{{0,160}}
    | (?:\d{{1,6}}\s+(?:comments?|replies|responses|shares|views)|no\s+(?:comments|responses))
    | \d{{1,6}}\s+(?:комментари(?:й|я|ев)|просмотр(?:а|ов)?|մեկնաբանություն|kommentare?
        |commentaires?|comentarios?)
    | (?:sign\s+up|subscribe|register)\s+(?:for|to)\s+(?:our|my)\s(?:\S+\s){{0,4}}
        (?:newsletters?|mailing\s+list|channel|alerts|updates)(?:\s+(?:here|now|today))?
    | (?:get|receive)\s.{{0,40}}(?:news|updates|stories|articles)\s.{{0,30}}
        (?:in|to)\s+your\s+(?:inbox|e-?mail)
    | (?:follow|like|join|find)\s+us\s+on\s+{_NETWORKS}
    | click\s+(?:here\s+)?to\s+(?:share|print|e-?mail|subscribe|donate|sign\s+up)
        (?:\s+on\s+{_NETWORK})?(?:\s+\(opens\s+in\s+(?:a\s+)?new\s+window)?
    | share\s+(?:this\s+)?(?:(?:article|story|post|page|news)\s+)?(?:on|via|to)\s+{_NETWORKS}
    | (?:this|our)\s+(?:web\s?site|site|page)\s+uses\s+cookies\b.{{0,80}}\byour?\b.{{0,140}}
    | we\s+use\s+cookies\s+(?:to|on|and|for)\b.{{0,80}}\byour?\b.{{0,140}}
    | by\s+(?:continuing|using)\s.{{0,60}}\b(?:site|website)\b.{{0,80}}\byou\b.{{0,80}}
        \bcookies\b.{{0,80}}
    | your\s+e-?mail\s+address\s+will\s+not\s+be\s+(?:published|shared)
        (?:\W+required\s+fields\s+are\s+marked)?
    | required\s+fields\s+are\s+marked(?:\s+with)?(?:\s+(?:an?\s+)?(?:asterisk|star))?
    | save\s+my\s+name,?\s.{{0,60}}\bfor\s+the\s+next\s+time\s+i\s+comment
    """,
    re.VERBOSE,
)
"""Whole lines that no prose consists of."""

LABELLED_WORDS = re.compile(
    r"(?:filed\s+under|tagged(?:\s+(?:with|as))?|categories|tags|теги|метки)\s?:"
    r"\s?[^\s,]+(?:\s[^\s,]+){0,2}(?:,\s?[^\s,]+(?:\s[^\s,]+){0,2}){0,20}"
)
"""Tags behind their label; a sentence where a full stop follows."""

MARKS = re.compile(
    r"""
      ©\s*\d{4}
    | (?:^|[.|–—©-]\s*|\d{4},?\s+)all\s+rights\s+reserved$
    | ^ваш\s.{0,12}e-?mail\s+не\s+будет\s+опубликован
    """,
    re.VERBOSE,
)
"""Words that make a short line furniture wherever in it they stand."""

OPEN = re.compile(
    r"""
      copyright\s+(?:\d{4}|by)\b.{0,160}
    | \d{1,6}\s+(?:comments?|thoughts?|replies|responses|shares|views)\s+(?:on|to)\s.{1,120}
    | one\s+(?:comment|thought|reply|response)(?:\s+(?:on|to)\s+[“"«‘'].{1,120})?
    | sign\s+up\s+(?:for|to)\s+(?:our|the|this)\s.{0,60}newsletters?\b.{0,160}
    | (?:subscribe|register)\s+(?:for|to)\s+(?:our|the|this|my)\s.{0,60}
        (?:newsletters?|mailing\s+list|channel|alerts|updates)\b.{0,60}
    | get\s+(?:notified\s+(?:of|about|when|by)|the\s+latest\s+(?:news|updates))\s.{0,80}
    | (?:follow|like|join|find)\s+us\s+on\s.{1,80}
    | click\s+(?:to|here\s+to)\s+(?:share|print|email|subscribe|donate|sign\s+up)\b.{0,80}
    | share\s+(?:this|on)\b.{0,60}
    | (?:this|our)\s+(?:web\s?site|site|page)\s+uses\s+cookies\b.{0,220}
    | we\s+use\s+cookies\s+(?:to|on|and|for)\b.{0,220}
    | by\s+(?:continuing|using)\s.{0,60}\b(?:site|website)\b.{0,80}\bcookies\b.{0,80}
    | your\s+e-?mail\s+address\s+will\s+not\s+be\s+published\b.{0,80}
    | required\s+fields\s.{0,40}
    | (?:filed\s+under|posted\s+in|tagged(?:\s+(?:with|as))?|categories|tags|теги|метки)
        \s?:\s?.{1,160}
    | (?:\S+\s){0,3}newsletters?(?:\s\S+){0,3}
    """,
    re.VERBOSE,
)
"""Whole lines that begin as leftovers do and can go on as prose."""

FORM_SENTENCE = re.compile(
    r"""
      \be-?mail\b.{0,120}\b(?:required|mandatory|obligatory|compulsory|marked|fields?)\b
    | \bfields?\b.{0,60}(?:\*|\b(?:marked|star|asterisk)\b)
    | \b(?:marked|star|asterisk)\b.{0,60}\bfields?\b
    | \b(?:required|mandatory|obligatory|compulsory)\s+fields?\s.{0,30}(?:\*|\bmarked\b)
    """,
    re.VERBOSE,
)
"""What the sentence above the fields of a comment form speaks of, however it is worded."""

TO_READERS = re.compile(r"\b(?:you|your|yours|we|our|us)\b")
"""A site's words about itself and to its readers."""

OFFER = re.compile(
    r"\b(?:e-?mail|newsletters?|inbox|mailing\s+list|updates?|alerts?|notif\w+|subscri\w+"
    r"|sign(?:ed|ing)?\s+up)\b"
)
"""What a site offers its readers."""

_ADDRESS = re.compile(
    r"""
      \b(?:you|your|our|us)\b
    | ^(?:please\s+)?(?:subscribe|support|follow|read|visit|contact|click|sign\s+up|donate|join
        |share|download|watch|listen|like|see|find)\b
    | \b(?:вы|вас|ваш\w*|наш\w*|нас|нам)\b
    | ^(?:подпис\w+|читайте|следите|присоединяйтесь|поддерж\w+|смотрите)\b
    | \b(?:sie|ihre?n?|uns\w*|folgen|vous|vos|votre|nos|notre|nous|suivez|abonnez|lisez|nuestr\w+)\b
    | ^(?:s[ií]gue\w*|suscr[ií]b\w+|հետևեք|բաժանորդագրվեք|կարդացեք|միացեք)\b
    """,
    re.VERBOSE,
)
_SITE = re.compile(
    r"""
      \b(?:stor(?:y|ies)|news\w*|channels?|work|journalism|reporting|(?:web\s?)?sites?|pages?
        |editors?|correspondents?|reporters?|journalists?|newsroom|readers?|permission|support\w*|subscri\w+|click|sign\s+up|donat\w+|e-?mails?|comments?|updates?
        |articles?|telegram|facebook|twitter|instagram|youtube|whatsapp|podcasts?|app|contact)\b
    | \b(?:канал\w*|новост\w+|сайт\w*|рассылк\w+|телеграм\w*|redaktion|kanal|nachrichten|artikel
        |chaîne|actualités?|articles|canal|noticias|boletín|ալիք\w*|լուրեր\w*|նորություն\w*)\b
    """,
    re.VERBOSE,
)
_TERMS_OF_USE = re.compile(
    r"\b(?:republish\w*|reprint\w*|reproduction|reproduced|copyright|rights\s+reserved"
    r"|перепечатк\w+|правообладател\w+|гиперссылк\w+)\b"
)


def speaks_for_site(paragraph: str) -> bool:
    """Tell whether a paragraph asks something of a site's readers or states its terms of use."""
    line = paragraph.casefold()
    if _TERMS_OF_USE.search(line):
        return True
    return _ADDRESS.search(line) is not None and _SITE.search(line) is not None


ENDS_SENTENCE = re.compile(r"[.!?։。][\"”’»)\]]*$")
