"""Dates as publishers write them: declared ones in ISO 8601 and its misspellings, visible ones in many languages.

A date without a zone is taken as UTC: the page gives no better clue, and so every date compares with every other.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from cleaner.text import fold

MAX_CHARACTERS = 200  # of a text that is looked at for a date
FIRST_YEAR, LAST_YEAR = 1900, 2100

_MONTHS = """
jan january janv janvier januar januari jänner jän ene enero gen gennaio janeiro tammikuuta ledna led stycznia
 sty янв января січня ιαν ιανουαρίου január ianuarie ocak يناير ינואר januára siječnja sausio jaanuar janúar ian
 oca jaan gener януари яну січ जनवरी
feb february févr fév février februar februari feber febrero febbraio febr fev fevereiro helmikuuta února lutego
 lut фев февр февраля лютого φεβ φεβρουαρίου február februarie şubat فبراير פברואר februára veljače vasario
 veebruar febrúar şub febrer февруари лют फरवरी फ़रवरी شباط فيفري
mar march mars märz mär maart mrt marzo março maaliskuuta března marca мар марта березня μαρ μαρτίου március
 márc martie mart مارس מרץ ožujka kovo märts maret març март бер मार्च آذار
apr april avril avr abr abril aprile huhtikuuta dubna kwietnia kwi апр апреля квітня απρ απριλίου április ápr
 aprilie nisan أبريل إبريل אפריל apríla travnja balandžio aprill apríl nis април квіт кві अप्रैल نيسان أفريل
may mai mei mayo maggio mag maio maj toukokuuta května maja мая травня μαΐου μαι május máj mayıs مايو מאי
 svibnja gegužės maig май трав тра मई أيار ماي
jun june juin juni junio giugno giu junho kesäkuuta června czerwca cze июн июня червня ιουν ιουνίου június jún
 iunie haziran يونيو יוני júna lipnja birželio juuni júní iun haz juny юни черв чер जून حزيران جوان
jul july juil juillet juli julio luglio lug julho heinäkuuta července lipca lip июл июля липня ιουλ ιουλίου
 július júl iulie temmuz يوليو יולי júla srpnja liepos juuli júlí iul tem juliol юли лип जुलाई تموز جويلية
aug august août aout augustus augusti ago agosto agustus elokuuta srpna sierpnia sie авг августа серпня αυγ
 αυγούστου augusztus ağustos أغسطس אוגוסט augusta kolovoza rugpjūčio ágúst agt agu ağu agost серп сер अगस्त آب
 أوت
sep sept september septembre septiembre settembre set setembro syyskuuta září września wrz сен сент сентября
 вересня σεπ σεπτεμβρίου szeptember szept septembrie eylül سبتمبر ספטמבר septembra rujna rugsėjo eyl setembre
 септември септ вер सितंबर सितम्बर أيلول
oct october octobre okt oktober octubre ottobre ott out outubro lokakuuta října października paź окт октября
 жовтня οκτ οκτωβρίου október octombrie ekim أكتوبر אוקטובר októbra listopada spalio oktoober eki октомври жовт
 жов अक्टूबर अक्तूबर
nov november novembre noviembre novembro marraskuuta listopadu ноя нояб ноября листопада νοε νοεμβρίου noiembrie
 kasım نوفمبر נובמבר novembra studenoga lapkričio nóvember noi kas ноември ное лист नवंबर नवम्बर
dec december décembre déc dez dezember diciembre dic dicembre dezembro des desember joulukuuta prosince grudnia
 gru дек декабря грудня δεκ δεκεμβρίου decembrie aralık ديسمبر דצמבר decembra prosinca gruodžio detsember ara
 desembre декември груд दिसंबर दिसम्बर
"""
_MONTH = {
    fold(word): number
    for number, line in enumerate(_MONTHS.strip().replace("\n ", " ").splitlines(), 1)
    for word in line.split()
}
_ZONES = {"z": 0, "gmt": 0, "utc": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
          "pdt": -7, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "bst": 1, "eet": 2, "eest": 3, "jst": 9, "kst": 9,
          "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "msk": 3, "мск": 3, "trt": 3, "eat": 3, "gst": 4,
          "pkt": 5, "ist": 5.5, "wib": 7, "ict": 7, "wita": 8, "wit": 9, "sgt": 8, "hkt": 8, "sast": 2,
          "wat": 1}  # fmt: skip
_AMERICAN = {"et": -5, "ct": -6, "mt": -7, "pt": -8}  # and an hour more in summer

_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d|:\d\d)"
_DAY = r"(?P<d>\d{1,2})"
_WORD = r"(?P<m>(?:[^\W\d_]|[\u0900-\u0963]){2,14}+)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[年년.]\s{0,2}(?P<m>\d{1,2})\s?[月월.]\s{0,2}(?P<d>\d{1,2})(?!\d)",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|ª|º)?[.,\s/-]{{0,3}}(?:(?:de|of|d')\s|ב)?{_WORD}[.,\s/'-]{{0,3}}(?:del?\s)?{_YEAR}",
        rf"(?<!\w){_WORD}\.?\s{{1,2}}{_DAY}(?:st|nd|rd|th)?[,.\s]{{1,3}}{_YEAR}",
        rf"(?<!\d)(?P<y>(?:19|20)\d\d)\.?\s{_WORD}\.?\s{_DAY}(?!\d)",
        rf"(?<!\d){_DAY}(?P<s>[./-])\s?(?P<m>\d{{1,2}})(?P=s)\s?{_YEAR}",
        rf"(?<!\d){_DAY}\sth[áa]ng\s(?P<m>\d{{1,2}}),?\s(?:năm\s)?{_YEAR}",
        r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=T?\d{4,6}|\Z)",
        # With all of one digit it is rather the version of a program.
        r"(?<![\d./-])(?!\d\.\d\.)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>[0-3]\d)(?![\d.](?!\d:\d\d))",
        r"(?<![\d./-])(?P<d>\d{1,2})(?P<s>/)(?P<m>\d{1,2})/(?P<y>[0-3]\d)(?![\d/-])",
    )
)
_DAY_OF_MONTH = re.compile(r"\d{1,2}\.[ \t]+[^\W\d_]{3,12}\.?[ \t]+(?:19|20)\d\d\b")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_CLOCK = re.compile(
    r"(?P<noon>上午|下午|午前|午後|오전|오후)?\s?(?<![\d.])(?P<h>[012]?\d)(?:[:.h時时点시]|Uhr)\s?(?P<min>[0-5]\d)"
    r"(?:[:.](?P<sec>[0-5]\d)(?P<fraction>[.,]\d{1,9})?)?\s?(?P<half>[ap]\.?m\b\.?)?\s?\(?(?P<zone>(?:GMT|UTC)?[+-]\d\d:?\d\d|(?:GMT|UTC)[+-]\d{1,2}\b|[A-Zа-я]{1,4}\b)?",
    re.IGNORECASE,
)
_COMPACT_CLOCK = re.compile(r"T?(?P<h>[012]\d)(?P<min>[0-5]\d)(?P<sec>[0-5]\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?")


def begins_with_day(text: str) -> bool:
    """Tell whether a text begins with a day of a month that has a stop behind its number, which is none of a list then.

    Examples
    --------
    >>> begins_with_day("3. Mai 2024, 15:47 Uhr"), begins_with_day("1. Euro 2016 in Frankreich")
    (True, False)
    """
    day = _DAY_OF_MONTH.match(text)
    return day is not None and parse(day[0]) is not None


def parse(text: str, *, month_first: bool = False) -> datetime | None:
    """Read the first date in ``text``, with its time and zone when they follow; None if there is none.

    Parameters
    ----------
    text : str
        Only the first 200 characters are looked at.
    month_first : bool, default False
        How to read "03/04/2024" where both readings are possible.

    Returns
    -------
    datetime or None
        Always with a zone; UTC where the text names none. Years 1900 to 2100.

    Examples
    --------
    >>> parse("2024-05-03T15:47:42+02:00").isoformat()
    '2024-05-03T15:47:42+02:00'
    >>> parse("Veröffentlicht am 3. Mai 2024, 15:47 Uhr").isoformat()
    '2024-05-03T15:47:00+00:00'
    >>> parse("May 3rd, 2024 at 3:47 p.m. EDT").isoformat()
    '2024-05-03T15:47:00-04:00'
    """
    text = text[:MAX_CHARACTERS].strip()
    try:
        return _checked(datetime.fromisoformat(text))
    except ValueError:
        pass
    if _EPOCH.fullmatch(text):
        return _checked(datetime.fromtimestamp(int(text[:10]), UTC))
    folded = fold(text)
    for form in _FORMS:
        for found in form.finditer(folded):
            if day := _day(found.groupdict(), month_first=month_first):
                return _checked(_with_clock(day, text, found.span()))
    return None


def _checked(date: datetime) -> datetime | None:
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _day(parts: dict[str, str], *, month_first: bool) -> datetime | None:
    """Build the day that a form found; None where the month is no month or the day does not exist."""
    year, day, month = int(parts["y"]), int(parts["d"]), parts["m"]
    number = int(month) if month.isdecimal() else _MONTH.get(month, 0)
    if parts.get("s") in {"/", "-"} and (number > 12 or (month_first and day <= 12)) and len(parts["d"]) <= 2:
        day, number = number, day
    try:
        return datetime(year + 2000 if year < 100 else year, number, day, tzinfo=UTC)
    except ValueError:
        return None


def _with_clock(day: datetime, text: str, place: tuple[int, int]) -> datetime:
    """Add the time of day that follows the date, or else stands in front of it."""
    start, end = place
    found = _COMPACT_CLOCK.match(text, end) or _CLOCK.search(text, end) or _CLOCK.search(text, 0, start)
    if not found:
        return day
    parts = found.groupdict()
    hour = int(parts["h"])
    if half := parts.get("half") or parts.get("noon"):
        hour = hour % 12 + (12 if half[0] in "pP" or half in {"下午", "午後", "오후"} else 0)
    if hour > 23:
        return day
    fraction = (parts.get("fraction") or "0")[1:7].ljust(6, "0")
    return day.replace(
        hour=hour, minute=int(parts["min"]), second=int(parts["sec"] or 0), microsecond=int(fraction),
        tzinfo=_zone(parts["zone"] or "", day),
    )  # fmt: skip


def _zone(name: str, day: datetime) -> timezone:
    offset = re.search(r"([+-])(\d\d?):?(\d\d)?", name)
    if offset:
        minutes = min(int(offset[2]) * 60 + int(offset[3] or 0), 14 * 60)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    name = name.casefold()
    hours = _AMERICAN[name] + _is_summer(day) if name in _AMERICAN else _ZONES.get(name, 0)
    return timezone(timedelta(hours=hours))


def _is_summer(day: datetime) -> bool:
    """Tell whether clocks in America are ahead: from the second Sunday in March to the first in November."""
    march, november = day.replace(month=3, day=14), day.replace(month=11, day=7)
    return march - timedelta(march.isoweekday() % 7) <= day < november - timedelta(november.isoweekday() % 7)
