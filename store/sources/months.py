"""The names of the months and days, as date lines of articles write them."""

from __future__ import annotations

# English, German, French, Spanish, Italian, Portuguese: a line to a month.
_LATIN = """
january jan januar jänner janvier janv enero ene gennaio janeiro
february feb februar feber février févr febrero febbraio fevereiro
march mar märz mrz mars marzo março
april apr avril avr abril abr aprile
may mai mayo maggio maio
june jun juni juin junio giugno junho
july jul juli juillet juil julio luglio julho
august aug août agosto ago
september sep sept septembre septiembre setiembre settembre setembro
october oct oktober okt octobre octubre ottobre outubro
november nov novembre noviembre novembro
december dec dezember dez décembre déc diciembre dic dicembre dezembro
"""

# Russian, Ukrainian, Armenian: as a date has them, by themselves, short.
_OTHERS = """
января январь янв січня հունվարի հունվար
февраля февраль февр фев лютого փետրվարի փետրվար
марта март мар березня մարտի մարտ
апреля апрель апр квітня ապրիլի ապրիլ
мая май травня մայիսի մայիս
июня июнь июн червня հունիսի հունիս
июля июль июл липня հուլիսի հուլիս
августа август авг серпня օգոստոսի օգոստոս
сентября сентябрь сент сен вересня սեպտեմբերի սեպտեմբեր
октября октябрь окт жовтня հոկտեմբերի հոկտեմբեր
ноября ноябрь нояб ноя листопада նոյեմբերի նոյեմբեր
декабря декабрь дек грудня դեկտեմբերի դեկտեմբեր
"""

_JOINTS = "the of st nd rd th er de del le г года год р року թ թվականի է"

_WEEKDAYS = """
mon tue tues wed thu thur thurs fri sat sun
monday tuesday wednesday thursday friday saturday sunday
понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
"""

_LABELS = """
date|published|posted|created|on|published on|posted on|date published
дата|опубликовано|ամսաթիվ|datum|veröffentlicht|veröffentlicht am|publié|publié le
fecha|publicado|publicado el|data
first published|first published on|originally published|publication date|published at|issued
updated|updated on|updated at|last updated|last updated on|modified|last modified
обновлено|изменено|aktualisiert|aktualisiert am|mis à jour|mis à jour le|actualizado|actualizado el
"""

_REVISED = "updated modified обновлено изменено aktualisiert jour actualizado"

MONTHS: dict[str, int] = {
    name.casefold(): number
    for table in (_LATIN, _OTHERS)
    for number, names in enumerate(table.strip().splitlines(), start=1)
    for name in names.split()
}
"""Number of the month, 1 to 12, by its name in lower case."""

JOINTS = frozenset(_JOINTS.split())
"""Words that may stand inside a date, but that none begins with by itself."""

_WEEKDAY_NAMES = frozenset(_WEEKDAYS.split())

CALENDAR = _WEEKDAY_NAMES | MONTHS.keys()
"""Names of days and months, in lower case."""

FILLERS = JOINTS | _WEEKDAY_NAMES
"""Words that a date may hold besides its day, month and year."""

LABELS = frozenset(label for line in _LABELS.split("\n") for label in line.split("|") if label)
"""Words before a colon or a date that say what the date is."""

REVISED = frozenset(_REVISED.split())
"""Words of those labels that say when an article was changed."""
