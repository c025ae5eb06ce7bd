"""The words of web page leftovers: comment forms, newsletter boxes, share bars, teaser headings.

Lines are compared as a whole, never searched for a word: an article may speak of newsletters.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from store.furniture import shapes

LONGEST_LINE = 300
"""Code points from which a line is prose whatever it begins with."""


class Phrase(Enum):
    """What a line known from web pages stands for."""

    ADVERTISEMENT = "advertisement"
    """Stands between paragraphs of the article as well."""

    LEFTOVER = "leftover"
    """Furniture by itself."""

    TEASERS = "teasers"
    """Opens a list of other articles, and is furniture by itself."""

    MAYBE_TEASERS = "maybe teasers"
    """Opens a list of other articles where one follows."""

    BUTTON = "button"
    """A word that is furniture only beside other furniture."""

    LIKELY = "likely"
    """A line in open words that is furniture only beside other furniture."""

    POSSIBLE = "possible"
    """A sentence that is furniture only between other furniture."""


_ADVERTISEMENT = """
advertisement|advertisement - continue reading below|advertisement continue reading below
story continues below advertisement|article continues below advertisement|continue reading below
article continues after advertisement|scroll down to continue|sponsored content
реклама|на правах рекламы|գովազդ|anzeige|werbung|publicité|publicidad|pubblicità
your email address will not be published. required fields are marked
your email address will not be published
"""

_LEFTOVER = """
leave a reply|leave a comment|leave a reply cancel reply|cancel reply|post a comment|add a comment
add comment|write a comment|join the conversation|join the discussion|be the first to comment
no comments yet|comments are closed|comments are closed.|required fields are marked|post comment
name (required)|email (required)|mail (will not be published) (required)|submit comment
log in to leave a comment|you must be logged in to post a comment|view all comments|show comments
notify me of follow-up comments by email|notify me of new posts by email
print the page|print this page|print this article|print article|print page|printer-friendly version
print friendly version|printer friendly, pdf & email|send to a friend|email this article
email this story|send by email|back to top|to top|scroll to top|skip to content
skip to main content|skip to navigation|toggle navigation|share this|share this article
share this story|share this post|share this page|share on social media|share on facebook
share on twitter|share on x|share on linkedin|share on whatsapp|share on telegram|share via email
share with your friends|click to share|copy link|copy link to clipboard|link copied|like this
like loading|follow us|follow us on social media|follow us on facebook|follow us on twitter
follow us on google news|join us on telegram|join our telegram channel|subscribe now
subscribe to our newsletter|subscribe to our newsletters|sign up for our newsletter
sign up for our newsletters|sign up to our newsletter|newsletter signup|newsletter sign-up
join our newsletter|join our mailing list|get our newsletter|get the newsletter
thank you for subscribing|you have successfully subscribed|unsubscribe anytime
you can unsubscribe at any time|we use cookies|accept cookies|accept all cookies|cookie settings
cookie policy|manage cookies|manage consent|all rights reserved|terms of use|terms of service
privacy policy|terms and conditions|report a typo|report an error|found a typo
save my name, email, and website in this browser for the next time i comment
this site uses akismet to reduce spam. learn how your comment data is processed
powered by wordpress|click here to support us|support independent journalism
оставить комментарий|добавить комментарий|отменить ответ|ваш адрес email не будет опубликован
ваш e-mail не будет опубликован|обязательные поля помечены|версия для печати|распечатать
поделиться|поделиться в социальных сетях|поделиться новостью|подписаться на рассылку
подпишитесь на нашу рассылку|подписывайтесь на наш канал|подписывайтесь на нас
подписывайтесь на наш телеграм-канал|все права защищены|нашли ошибку|наверх|комментариев нет
տպել|տպել էջը|տպել այս էջը|կիսվել|տարածել|թողնել մեկնաբանություն|մեկնաբանել
բաժանորդագրվել|բաժանորդագրվեք|հետևեք մեզ|բոլոր իրավունքները պաշտպանված են|դեպի վեր
kommentar schreiben|kommentar hinterlassen|schreibe einen kommentar|antwort abbrechen
deine e-mail-adresse wird nicht veröffentlicht|artikel drucken|seite drucken|artikel teilen
newsletter abonnieren|alle rechte vorbehalten|nach oben|zum seitenanfang
laisser un commentaire|annuler la réponse|votre adresse e-mail ne sera pas publiée
imprimer cette page|imprimer l'article|partager cet article|s'abonner à la newsletter
inscrivez-vous à notre newsletter|tous droits réservés|haut de page|retour en haut
deja una respuesta|deja un comentario|dejar un comentario|cancelar la respuesta
tu dirección de correo electrónico no será publicada|imprimir esta página|compartir este artículo
suscríbete a nuestro boletín|todos los derechos reservados|volver arriba
"""

_TEASERS = """
you may also like|you might also like|you may also be interested in|you may be interested in
you might be interested in|related articles|related posts|related news|related stories
related content|related coverage|more stories|more from the author
more from this author|more from this section|more on this story|more on this topic|read also
read next|up next|recommended for you|recommended stories|recommended articles|most read
most popular|most viewed|latest articles|latest posts|recent posts
trending now|popular posts|editor's picks|editors' picks
in case you missed it
similar articles|around the web|from around the web|promoted stories
читайте также|смотрите также|похожие материалы|похожие новости|похожие статьи
материалы по теме|новости по теме|статьи по теме|самое читаемое
вам может понравиться
կարդացեք նաև|կարդացեք նաեւ|կարդալ նաև|նմանատիպ նյութեր|նմանատիպ լուրեր
առնչվող նյութեր|ամենաընթերցվածը
lesen sie auch|das könnte sie auch interessieren|das könnte ihnen auch gefallen|mehr zum thema
weitere artikel|ähnliche artikel|ähnliche beiträge|meistgelesen
lire aussi|à lire aussi|à lire également|vous aimerez aussi|articles similaires|articles liés
sur le même sujet|les plus lus|dans la même rubrique
te puede interesar|también te puede interesar|también te puede gustar|lea también|lee también
artículos relacionados|noticias relacionadas|lo más leído
"""

_MAYBE_TEASERS = """
related|read more|more|recommended|latest|popular|trending|headlines|news|by the same author
related topics|other news|other articles|latest news|latest stories|more news|top stories|don't miss
другие новости|последние новости|վերջին լուրեր|այլ նորություններ
по теме|ещё|еще|популярное|mehr|auch interessant|à lire|plus|relacionado|relacionadas|más
"""

_BUTTON = """
share|tweet|like|print|email|e-mail|pdf|facebook|twitter|x|linkedin|whatsapp|telegram|pinterest
reddit|instagram|youtube|tumblr|viber|vk|skype|pocket|rss|comment|comments|reply|name|website
url|submit|send|subscribe|sign up|log in|login|register|search|menu|home|contact|contact us
about us|advertise|tags|categories|previous|next|previous article|next article|previous post
next post|older posts|newer posts|newsletter|your name|your email|your comment|email address
loading|facebook comments|views|likes|shares|δ
печать|твитнуть|вконтакте|одноклассники|комментарии|имя|сайт|теги|главная|поиск
տպել|մեկնաբանություններ|անուն|էլ. փոստ|teilen|drucken|kommentare|partager|imprimer|commentaires
compartir|imprimir|comentarios
"""

_LONGEST_MARKED = 200
"""Code points of a line that a mark makes furniture."""

_LONGEST_OFFER = 40
"""Words of a sentence to a site's readers."""

_CLOSING_FORMULA = re.compile(r"\b(?:amen|amén|amin|аминь|амінь|ամէն|ամեն)\W*$", re.IGNORECASE)

_EDGES = " \t*•·|:;,.!?…–—-_<>«»›‹→←↑↓►▶▲▼✉+#=~\"'“”()[]"


def _entries(table: str) -> list[str]:
    """Return the phrases of a table, written between bars and line ends."""
    return [entry.strip() for entry in table.replace("\n", "|").split("|") if entry.strip()]


def _fold(line: str) -> str:
    """Return a line as phrases are compared: lower case, plain apostrophes, bare of decoration."""
    plain = " ".join(line.split()).casefold().replace("’", "'")
    return plain.strip(_EDGES)


_KINDS: dict[str, Phrase] = {
    _fold(entry): phrase
    # The later table wins where two hold the same words.
    for table, phrase in (
        (_BUTTON, Phrase.BUTTON),
        (_MAYBE_TEASERS, Phrase.MAYBE_TEASERS),
        (_TEASERS, Phrase.TEASERS),
        (_LEFTOVER, Phrase.LEFTOVER),
        (_ADVERTISEMENT, Phrase.ADVERTISEMENT),
    )
    for entry in _entries(table)
}


@lru_cache(maxsize=4096)
def classify(line: str) -> Phrase | None:
    """Return what a whole line stands for if it is known from web pages, else None."""
    if len(line) > LONGEST_LINE:
        return None
    folded = _fold(line)
    if (known := _KINDS.get(folded)) is not None:
        return known
    is_sentence = shapes.ENDS_SENTENCE.search(line.rstrip()) is not None
    if shapes.CLOSED.fullmatch(folded):
        return Phrase.LEFTOVER
    if not is_sentence and shapes.LABELLED_WORDS.fullmatch(folded):
        return Phrase.LEFTOVER
    if len(folded) <= _LONGEST_MARKED and shapes.MARKS.search(folded):
        return Phrase.LEFTOVER
    return _open_phrase(line.casefold(), folded, is_sentence=is_sentence)


def _open_phrase(line: str, folded: str, *, is_sentence: bool) -> Phrase | None:
    """Return what a line stands for that is worded as prose can be, or None."""
    is_to_readers = shapes.TO_READERS.search(folded) is not None
    if len(folded) <= _LONGEST_MARKED and shapes.FORM_SENTENCE.search(line):
        return Phrase.LIKELY
    if shapes.OPEN.fullmatch(folded):
        return Phrase.POSSIBLE if is_sentence and not is_to_readers else Phrase.LIKELY
    if is_sentence and is_to_readers and len(folded.split()) <= _LONGEST_OFFER:
        return Phrase.POSSIBLE if shapes.OFFER.search(folded) else None
    return None


def is_advertisement(line: str) -> bool:
    """Tell whether a whole line is furniture even between paragraphs of an article."""
    return len(line) <= LONGEST_LINE and _KINDS.get(_fold(line)) is Phrase.ADVERTISEMENT


def is_leftover(line: str) -> bool:
    """Tell whether a whole line is furniture by itself."""
    return classify(line) in {Phrase.ADVERTISEMENT, Phrase.LEFTOVER}


def is_closing_formula(paragraph: str) -> bool:
    """Tell whether texts end in these words by custom, as prayers do, and mean them."""
    return _CLOSING_FORMULA.search(paragraph) is not None
