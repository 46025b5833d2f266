"""What names are told by: endings, common first names, and the words that are no part of a name."""

import re

_MEN = """
    александр алексей анатолий андрей антон аркадий арсений арсен артем артемий артур богдан борис вадим валентин
    валерий василий виктор виталий владимир владислав всеволод вячеслав гавриил геннадий георгий герман глеб
    григорий давид даниил данила данил денис дмитрий евгений егор ефим захар иван игорь игнат илья илларион
    иннокентий иосиф камиль карен кирилл клим константин кузьма лаврентий лев леонид лука макар максим марат марк
    матвей мирон мирослав михаил никита николай олег павел петр платон прохор рамиль ренат рифат ринат роберт родион
    роман ростислав руслан рустам савва савелий святослав семен сергей спартак станислав степан тарас тимофей тимур
    тихон федор феликс филипп эдуард эльдар эмиль юлий юрий яков ян ярослав ильдар айдар азат алмаз вагиф гасан
    ибрагим магомед мурад мурат мустафа ильяс фарид фархад хасан шамиль эльчин рашид салават тагир умар алишер
    бахтияр джамшид саид али ахмед
"""
_WOMEN = """
    агата аделина алевтина александра алена алина алиса алла альбина амина анастасия ангелина анжела анжелика анна
    антонина анфиса арина валентина валерия варвара василиса вера вероника виктория виолетта виталия владислава
    галина дарина дарья диана дина ева евгения евдокия екатерина елена елизавета есения жанна зинаида злата зоя инга
    инесса инна ирина ия капитолина карина каролина кира клавдия кристина ксения лада лариса лейла лиана лидия лилия
    лина лия любовь людмила майя маргарита марианна марина мария марта марфа милана милена мира надежда наталия
    наталья нелли ника нина нонна оксана олеся ольга пелагея полина прасковья раиса регина рената римма роза роксана
    руфина светлана серафима снежана софия софья стефания стелла таисия тамара татьяна ульяна фаина фатима федора
    эвелина элеонора элина эльвира эльмира эмилия эмма эльза юлиана юлия яна ярослава айгуль гульнара динара зарина
    зульфия камила лейсан мадина фарида
"""
_ENGLISH_MEN = """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
    nicholas eric stephen jonathan larry justin scott brandon benjamin samuel gregory frank alexander raymond
    patrick jack dennis peter henry oliver harry ivan sergey dmitry alexey vladimir
"""
_ENGLISH_WOMEN = """
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
    kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia
    kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine rachel maria olga
    elena irina natalia svetlana tatiana ekaterina
"""
_BOTH = "саша женя валя слава"
FIRST_NAMES: dict[str, str] = {
    **dict.fromkeys(_MEN.split(), "m"),
    **dict.fromkeys(_WOMEN.split(), "f"),
    **dict.fromkeys(_ENGLISH_MEN.split(), "m"),
    **dict.fromkeys(_ENGLISH_WOMEN.split(), "f"),
    **dict.fromkeys(_BOTH.split(), ""),
}
"""Common first names by their key, with the sex: m, f, or empty when both bear it."""

PATRONYMIC = re.compile(
    r"\w+(?:(?P<m>[оеё]вич|[еи]ич|[оеё]вы?ч)|(?P<f>[оеё]вна|ична|ишна))"
    r"|(?P<m_own>(?:иль|кузьм|лук|фом|никит|савв|фок|гаврил|ион)[иы]ч)"
    r"|[a-z]{2,}(?:(?P<m_latin>[oe]vich)|(?P<f_latin>[oe]vna|ichna))"
)
"""The key of a patronymic; the name of the group that matched begins with its sex."""

LIKE_PATRONYMIC = re.compile(r"\w{2,}(?:(?P<m>[иы]ч)|(?P<f>[внчш]на))")
"""The same for misspelt and rare ones; surnames end so, too."""

PATRONYMIC_PARTICLES = {
    **dict.fromkeys(("оглы", "оглу", "углы", "угли", "огли", "улы", "уулу", "ulu", "oglu", "ogly"), "m"),
    **dict.fromkeys(("кызы", "кизи", "кызи", "гызы", "қызы", "kyzy", "qizi"), "f"),
}
"""The word behind the father's name in Turkic patronymics, with the sex."""

_PARTICLES = (
    "де да ди дель дю ла ле ван фон дер ден тер бен ибн бин аль эль del de da di du la le van von der den bin al el"
)
NAME_PARTICLES = frozenset(_PARTICLES.split())
"""Words that belong to the surname behind them."""

SURNAME_ENDING = re.compile(
    r"\w{2,}(?:(?P<m>[оеё]в|ин|ын|[сц]кий|[сц]кой|ый|ий)|(?P<f>[оеё]ва|ина|ына|[сц]кая|ая))"
    r"|\w{2,}(?:енко|ко|[чщ]?ук|юк|ак|як|[иы]х|дзе|швили|янц?|ец|ман|берг|штейн|ович|евич)"
)
"""Endings most Russian, Ukrainian and Caucasian surnames have; the name of the group is the sex."""

_POSITIONS = (
    r"(?:ген(?:еральный|\.)?|исп(?:олнительный|\.)?|ком(?:мерческий|\.)|фин(?:ансовый|\.)|зам(?:еститель|\.)?|гл(?:авный|\.)?|ст(?:арший|\.)"
    r"|вед(?:ущий|\.)|и\.?\s?о\.?|помощник|руководитель|начальник|директор|менеджер|бухгалтер|инженер|секретарь|юрист|экономист|специалист"
    r"|снабженец|закупщик|логист|кладовщик|продавец|водитель|администратор|президент|учредитель|владелец|собственник|председатель|нач\."
    r"|техник|технолог|программист|аналитик|консультант|агент|врач|офис-менеджер|приемная|лпр|ceo|cto|cfo|director|manager|accountant"
    r"|engineer|secretary|buyer|owner|president|sales|head|chief|assistant|lawyer|founder|administrator|consultant)"
)
POSITION = re.compile(rf"{_POSITIONS}(?:\W.*)?", re.DOTALL)
"""The key of a text that begins with a position."""

_ORGANISATIONS = (
    r"ооо|оао|зао|пао|ао|нао|тоо|чп|чуп|фгуп|гуп|муп|мку|мбоу|гбу|фгбу|нко|ано|тд|тк|пк|снт|тсж|жск|кфх|гк|ук"
    r"|llc|ltd|inc|corp|gmbh|ag|sa|oy|plc|co"
    r"|компания|фирма|группа|холдинг|завод|фабрика|магазин|салон|агентство|центр|банк|университет|школа|больница|администрация|министерство"
    r"|департамент|отдел|склад|бухгалтерия|приемная|ресепшн|reception|office|офис"
    r"|company|group|bank|store|shop|department|sales|support|info|клиент|client"
)
ORGANISATION = re.compile(rf"(?:{_ORGANISATIONS})")
"""The key of a word no person's name has."""

FORM_OF_ADDRESS = re.compile(
    r"^(?:ип|индивидуальный предприниматель|г-н|г-жа|гр|гражданин|гражданка"
    r"|господин|госпожа|д-р|доктор|проф|профессор|тов|товарищ"
    r"|mr|mrs|ms|miss|dr|prof|sir|mme|ф\.?и\.?о)\b\.?[\s:]*"
)
"""What stands before a name: a title, `ИП`, a label."""
