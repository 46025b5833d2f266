"""The vocabulary of saying nothing: tokens of which a whole text must consist to be a placeholder."""

import re
from functools import cache

_NONE = (
    r"нет(?:у|ути|ушки)?",
    r"неет",
    r"немає|няма|жо[кқ]|yo[kq]|йу?ок",
    r"отс|о[тс]{1,3}у\w{0,6}(?:ет|ют|ие|ии|ств|т)",
    r"неизв(?:ест\w*|ес\w*)?|незвест\w*|неизестн\w*",
    r"незна(?:ю|ем|ет)|хз|незадан\w*|неуказ\w*|незаполн\w*|неимеет\w*|неопредел[её]н\w*|неприменимо|невыбран\w*|недоступ\w+",
    r"пуст(?:о|ой|ое|ая|ые)|прочерк|тире|ничего|никак(?:ой|ого|их|ая|ое)|никого|ноль|нуль",
    r"no|non|not|none|nope|nah|nil|nill|nul|null|nan|na|without|unknown|unknwon|unkown|void|nothing|empty|missing|blank|absent",
    r"undefined|unset|unspecified|unavailable|unassigned|noname|nobody|nodata|noinfo|nophone|noemail|nomail|novalue|noaddress|dunno|idk",
    r"н\s?д|нд",
    r"net|netu|otsutstvuet|neizvestno",
    r"keine?r?|aucune?|ningun[oa]|nessun[oa]|brak|yok|sin|sans|ohne",
)
_LATER = (
    r"уточн|уточнить|уточню|уточня\w+|уточни(?:м|шь|те|тся|ть)|уточнени[яюие]|доуточн\w*",
    r"выясн(?:ить|им|ю|яется|яем|яю)?|узна(?:ть|ю|ем)|спрос(?:ить|им|ю|ите)|спрашива\w+|запрос(?:ить|им|ите)|запрошен\w*|запрашива\w+|запрошу",
    r"позже|позднее|потом|попозже|впоследствии|дополн(?:ить|им|ю)|заполн(?:ить|им|ю)|дозаполнить|внест[иь]|добавить|ожидается|утрясается",
    r"tbd|tbc|tba|tbs|later|clarify|clarified|clarification|ask|confirm|confirmed|confirmation|determined|announced|advised?|todo|fixme|specify|utochnit",
)
_STAND_IN = (
    r"(?:тест|test|tst|пример|example|sample|образец|dummy|fake|проба|фейк)\d*",
    r"тестик|тестов(?:ый|ая|ое|ые)|тестирование|testing|tester|xxx|бла|blah?|фигня|asdf\w{0,4}|чтонибудь|чтото|какойто|foo|bar|foobar|lorem|ipsum|лорем|ипсум|qazwsx\w*|1q2w3e\w*",
)
_THINGS = (
    r"тел|тлф|телеф|тлфн|телефон(?:а|у|ом|е|ы|ов|ный|ного|чик|чика)?|номер(?:а|у|ом|ок|ов|ка)?|мобил(?:ка|ки|ы|ьного|ьный)?|моб|сотов(?:ый|ого)",
    r"раб|рабоч(?:его|ий|ей)|домашн(?:его|ий|ей)|городско(?:го|й)|факс(?:а|у)?|связ[иь]|контакт(?:а|ов|ы|ный|ного|ных|ные)?|контактов",
    r"почт(?:а|ы|у|ой)?|эл|электронн(?:ой|ая|ую|ого|ый)|e|email(?:а|у|ов|s)?|mail(?:а)?|мейл(?:а)?|мэйл(?:а)?|мыл(?:а|о)|емейл(?:а)?|имейл(?:а)?|емайл(?:а)?|емэйл(?:а)?",
    r"почтового|ящик(?:а)?|работает|переда(?:л|ли|н|но|вал|вали)|опред|сайт(?:а|ов)?|адрес(?:а|у|ов|ок|на)?|город(?:а)?|индекс(?:а)?|улиц(?:а|ы)|регион(?:а)?|область|области",
    r"данн(?:ые|ых|ый|ого)|информаци(?:я|и|ю|ей)|инф(?:а|ы|о|у)?|сведени(?:я|й|ям)|значени(?:е|я)|ответ(?:а)?|записи|заметок",
    r"им(?:я|ени)|фамили(?:я|и|ю)|отчеств(?:о|а|у)|фио|инн|кпп|огрн|реквизит(?:ы|ов)|должност(?:ь|и)|назван(?:ие|ия)|наименовани[ея]",
    r"сегмент(?:а)?|отрасл(?:ь|и)|источник(?:а)?|категори(?:я|и)|групп(?:а|ы)|ответственн(?:ый|ого)|менеджер(?:а)?|комментари(?:й|я|ев)|примечани[ей]",
    r"указ|указан(?:о|а|ы|ный|ная|ные|ное)?|указыв\w+|задан(?:о|а|ы)?|заполнен(?:о|а|ы)?|извес(?:т?но|тен|тна|тны|на)|определ[её]н(?:о|а|ы|ный)?|установлен(?:о|а|ы)?",
    r"име(?:ется|ются|ет|ю|ем)|предостав(?:лен|лено|лена|лены|ил|ила|или)|найден(?:о|а|ы)?|введен(?:о|а|ы)?|внесен(?:о|а|ы)?|присвоен(?:о|а|ы)?|назначен(?:о|а)?",
    r"уточн[её]н(?:о|а|ы)?|сообщ(?:ил|ила|или|ит|ат|им)|сообща(?:ет|ют|ть)|дал(?:а|и)?|да[её]т|дают|давать|дать|зна(?:ю|ем|ет|ют)|помн(?:ю|ит|им)|выбран(?:о|а|ы)?|добавлен(?:о|а)?|понят(?:но|ия)|курсе",
    r"примен(?:имо|им|яется|има)|требуется|оставил(?:а|и)?|остав(?:лен|лено|лять)|назвал(?:а|и)?|доступ(?:но|ен|на|ны)|существует|есть|отправлен",
    r"phones?|numbers?|mobile|cell|tel|telephone|telefona?|nomera?|fax|emails?|mails?|mailbox|adresa?|address(?:es)?|web|website|site|url|contacts?|data|infos?|information",
    r"name|surname|value|values|answer|entry|details?|record|records|available|applicable|avail|appl|provided|given|specified|known|set|entered|found|defined|assigned",
    r"stated|disclosed|supplied|listed|recorded|know|get|have|has|exist|exists|say|said|sure|selected|clear|remember|idea|clue|file|present|tel[eé]fono|telefon|correo|angabe|ukazano?a?|dannyh",
    r"клиент(?:а|у|ом|е)?|контакта|компани(?:я|и)|заказчик(?:а|у)?|client|customer|company|user|person|пользователь|организаци(?:я|и)",
)
_FILLERS = (
    r"не|и|у|в|на|о|по|к|с|за|со|до|от|а|же|но|ж|либо|или|ни|уж|бы",
    r"него|не[её]|ним|ней|нас|них|меня|мне|его|ему|ей|их|это(?:го|т|му)?|такого|такой|такая|таких|там|тут|здесь|он|она|они|мы|я|сам|сама|сами",
    r"пока|ещ[её]|сейчас|данный|настоящий|текущий|момент|временно|вообще|совсем|никакой|никаких|больше|уже|всё|все|просто|хотят|хочет|желает|желают",
    r"буд(?:ет|ут|у|ем)|надо|нужно|нужен|нужна|необходимо|требует(?:ся)?|следует|процессе|стадии|прошу|просьба|просил|просят|обещал(?:а|и)?|можно|могу|может",
    r"отказал(?:ся|ась|ись)|отказывается|жд[её]м|ожидаем|awaiting|waiting|дополнительно|отдельно|скоро|завтра|обязательно|срочно|при|встрече|звонке|без|другой|неё",
    r"ne|dont|doesnt|the|a|an|is|was|be|been|it|he|she|they|we|i|has|to|of|for|at|in|on|by|with|or|and|this|that|any|yet|still|currently|now|moment|time|here|there|so|far",
    r"will|need|needs|must|should|please|pending|do|does|did|don|doesn|didn|t|s|not|his|her|their|its|our|will|soon|follow|once|us|them|him|when|just|per",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def _alternation(*families: tuple[str, ...]) -> re.Pattern[str]:
    """Compiled when it is first asked: it takes longer than all else that a small command does here."""
    return re.compile("|".join(f"(?:{words})" for family in families for words in family))


def is_core(token: str) -> bool:
    """Whether the token by itself says that the value is not there, or that a stand-in is."""
    return _alternation(_NONE, _LATER, _STAND_IN).fullmatch(token) is not None


def is_companion(token: str) -> bool:
    """Whether the token may stand beside a core: what is missing, and why, and until when."""
    return _alternation(_THINGS, _FILLERS).fullmatch(token) is not None


CLOSED_UP = _words("""
    нет нету неизвестно неуказано неуказан неуказана незадано отсутствует уточнить уточняется потом позже пусто
    прочерк нд незнаю неимеется тест пример нетданных неттелефона неттел нетпочты нетномера нетemail нетадреса
    нетсайта безтелефона безпочты безномера безадреса no none na nil null nan unknown tbd tbc tba empty test example
    nodata noemail nophone notavailable notapplicable notprovided notspecified notgiven nonegiven tobeconfirmed
    asklater
""")
"""Words that are recognised even when their letters are spaced out or hyphenated."""

SHORT_FORM = re.compile(
    r"(?<!\w)(?:н ?[/\\] ?[даиопу]|n ?[/\\] ?[adkps]|б ?[/\\] ?[ноте]|w ?/ ?o|k ?/ ?a|n\. ?[ad]|н\. ?д|k\. ?a)(?!\w)\.?"
)
"""Abbreviations that mean something only with their signs: n/a, н\\д, б/н."""

NEEDS_COMPANY = re.compile(
    r"\b(?:без|не|ne|отказал(?:ся|ась|ись)|отказывается|жд[её]м|ожидаем|awaiting|waiting|don|dont|doesn|doesnt|to be)\b"
)
"""What makes a phrase of companions one of absence, and is nothing by itself."""

SHEET_ERRORS = _words("""
    #н/д #знач! #ссылка! #имя? #дел/0! #число! #пусто! #перенос! #ошибка! #n/a #na #value! #ref! #name? #div/0!
    #num! #null! #spill! #calc! #getting_data #error! #error #field! #blocked! #unknown! #connect! #busy!
""")
"""What a spreadsheet shows where a formula failed."""


def is_sheet_error(cell: str) -> bool:
    return "#" in cell and cell.strip().casefold() in SHEET_ERRORS


FAKE_RUNS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
"""The rows of the keyboard, English and Russian."""

ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя")
