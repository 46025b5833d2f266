"""The dictionary of column headers as 1C, Bitrix24, amoCRM, HubSpot, Salesforce, Odoo, Google and people write them.

One line a field, spellings divided by `;`, the surest first: of two columns that claim a field the surer one gets it.
Case, ё, punctuation, underscores and camelCase do not matter: `last_name`, `LastName` and `Last Name` are one spelling.
"""

from crmctl.importing.fields import What

COMPANY = "company"
"""A company's name beside a person's: the client itself, or the client the person belongs to. Settled by the header."""

_NAME_PARTS = {
    "last_name": "Фамилия; Last Name; Name Last; N.family; Surname; Family Name; Lastname",
    "first_name": "Имя; First Name; Name First; N.given; Given Name; Firstname; Forename",
    "middle_name": "Отчество; Middle Name; N.additional; Patronymic; Second Name; Additional Name",
    "birth_date": "Дата рождения; День рождения; Birthday; Birth Date; Birthdate; Date of birth; DOB; BDAY",
}
_ABOUT = {
    "comment": (
        "Комментарий; Комментарии; Примечание; Примечания; Описание; Заметка; Заметки; Дополнительная информация;"
        " Comment; Comments; Note; Notes; Description; Background"
    ),
    "created_at": (
        "Дата создания; Дата создания контакта; Дата создания компании; Когда создан; Когда создана; Создан; Создана;"
        " Created at; Created; Create Date; Created Date; Createdate; Created On; Created Time; Creation Date;"
        " Date Created; Дата регистрации; First seen"
    ),
}
_POINTS = {
    "phone:main": (
        "Телефон; Телефоны; Основной телефон; Контактный телефон; Номер телефона; Тел; Телефон клиента;"
        " Телефон контактного лица; Phone; Phones; Phone Number; Telephone; Tel; Main Phone; Primary Phone;"
        " Phone Value; Phone main; Phone numbers"
    ),
    "phone:mobile": (
        "Мобильный телефон; Мобильный; Моб. телефон; Моб. тел.; Сотовый телефон; Сотовый; Телефон мобильный;"
        " Телефоны мобильный; Mobile; Mobile Phone; Mobile Phone Number; Phone mobile; Cell; Cell Phone; Cellphone"
    ),
    "phone:work": (
        "Рабочий телефон; Раб. телефон; Раб. тел.; Служебный телефон; Телефон рабочий;"
        " Телефоны рабочий; Рабочий прямой телефон;"
        " Phone work; Work Phone; Business Phone; Office Phone; Company Phone; Direct Phone"
    ),
    "phone:home": "Домашний телефон; Телефон домашний; Телефоны домашний; Phone home; Home Phone",
    "phone:other": (
        "Другой телефон; Дополнительный телефон; Доп. телефон; Телефон для рассылок; Номер пейджера; Phone other;"
        " Other Phone; Assistant Phone; Additional phone"
    ),
    "email:main": (
        "Эл. почта; Электронная почта; Адрес электронной почты; E-mail; Email; Почта; Эл. адрес; Основной e-mail;"
        " Email клиента; Email контактного лица; Mail; Email Address; E-mail Address; E-mail Value; Primary Email;"
        " Email main; Emails; Email addresses"
    ),
    "email:work": (
        "Рабочий e-mail; Рабочий email; Рабочая почта; Email рабочий; Email раб.; Email work; Work Email;"
        " Business Email; Company Email"
    ),
    "email:home": (
        "Частный e-mail; Личный e-mail; Личный email; Личная почта; Email личный; Email личн.; Email home;"
        " Home Email; Personal Email"
    ),
    "email:other": (
        "Другой e-mail; Другой email; E-mail для рассылок; Дополнительный e-mail; Email other; Other Email;"
        " Secondary Email; Additional email addresses; Другая почта"
    ),
    "address:main": (
        "Адрес; Фактический адрес; Адрес фактический; Адрес местонахождения; Address; Full address;"
        " Address Formatted; Contact Address; Complete Address; Billing Address; Mailing Address;"
        " ADR"
    ),
    "address:legal": (
        "Юридический адрес; Адрес юридический; Юр. адрес; Legal address; Registered address; Legal entity address"
    ),
    "address:postal": "Почтовый адрес; Адрес почтовый; Адрес для корреспонденции; Postal address",
    "website:main": (
        "Сайт; Веб-сайт; Корпоративный сайт; Web-сайт; Веб-страница; Интернет-страница; WWW; Личная страница;"
        " Другой сайт; Website; Website URL; Web site; Site; URL; Web; Homepage; Web Page; Website Value;"
        " Company Domain Name; Domain; Websites; URLs"
    ),
    "messenger:telegram": "Telegram; Телеграм; Телеграмм; Контакт Telegram; Telegram username; tg",
    "messenger:whatsapp": "WhatsApp; Ватсап; Вотсап; Контакт WhatsApp; WhatsApp Phone Number",
    "messenger:other": (
        "Мессенджер; Viber; Контакт Viber; Skype; Контакт Skype; Скайп; ICQ; Контакт ICQ; Jabber; Контакт Jabber;"
        " Signal; Контакт MSN/Live!; MSN; Google Talk; Другой IM; IM Value; IMPP; Messenger"
    ),
    "fax:main": "Факс; Номер факса; Fax; Fax Number; Business Fax; Рабочий факс",
    "other:other": (
        "LinkedIn URL; LinkedIn; LinkedIn Profile; LinkedIn Company Page; X-SocialProfile; Страница ВКонтакте;"
        " Контакт ВКонтакте; ВКонтакте; Страница Facebook; Контакт Facebook; Facebook; Микроблог Twitter; Twitter;"
        " Twitter Handle; Страница LiveJournal; Другой контакт; Другая контактная информация;"
        " Other contact information"
    ),
}
_STREET = {
    "address.street": (
        "Улица, номер дома; Адрес - улица, номер дома; Улица; Улица, дом; Street; Street Address; Billing Street;"
        " Mailing Street; Address Line 1; Address Street; Home Street; Business Street"
    ),
    "address.extra": (
        "Квартира, офис, комната, этаж; Адрес - квартира, офис, комната, этаж; Street 2; Street2; Street Address 2;"
        " Address Line 2; Address Extended Address"
    ),
    "address.zip": (
        "Почтовый индекс; Индекс; Адрес - почтовый индекс; ZIP; Zip Code; Postal Code; Postcode; Billing Postal Code;"
        " Billing Zip/Postal Code; Mailing Postal Code; Mailing Zip/Postal Code; Zip/Postal Code;"
        " Address Postal Code; Address Zip"
    ),
}
_CITY = (
    "Город; Населенный пункт; Адрес - населенный пункт; City; Town; Suburb; Billing City; Mailing City; Address City;"
    " Город клиента"
)
_REGION = (
    "Регион; Область; Субъект РФ; Регион/область; Бизнес-регион; Адрес - регион; Region; State; State/Region;"
    " Province; State/Province; State ID; Billing State; Billing State/Province; Mailing State;"
    " Mailing State/Province; Address Region; Address State; State abbr"
)
_COUNTRY = (
    "Страна; Страна регистрации; Адрес - страна; Country; Country/Region; Country ID; Billing Country;"
    " Mailing Country; Address Country"
)
_IS_COMPANY = "Is a company; Is company"
_COMPANY = "Компания; Company; Company Name; Organization; Organization Name; Organisation; ORG"

_CLIENTS = {
    "external_id": (
        "Код; ID; Код клиента; Client ID; External ID; Внешний код; Внешний идентификатор; Идентификатор; Record ID;"
        " Company ID; Account ID; ID компании; ID клиента; Код контрагента; Код партнера; Код 1С; GUID; UUID; XML ID;"
        " Уникальный идентификатор; Customer ID; Unique ID; Rec ID; Account Number;"
        " Reference ID; UID; Ид"
    ),
    "kind": (
        "Вид; Kind; Вид контрагента; Тип контрагента; Вид клиента; Вид партнера; Юр/физ лицо; ЮрФизЛицо;"
        " Юридическое/физическое лицо; Тип клиента; Client kind; Company Type; Тип"
    ),
    "relation": "Отношение; Тип отношений; Relation; Тип компании; Account Type; Relationship; Type",
    "name": (
        "Наименование; Название; Название компании; Рабочее наименование; Наименование клиента;"
        " Наименование контрагента; Name; Client name; Account Name; Customer Name; Краткое наименование;"
        " Сокращенное наименование; Сокращенное наименование организации; Публичное наименование; Клиент; Контрагент;"
        " Партнер; Организация; Client; Account; Display Name; Название лида; ФИО; Полное имя; ФИО клиента; FN"
    ),
    COMPANY: _COMPANY,
    "legal_name": (
        "Полное наименование; Юридическое наименование; Наименование для печати; Полное наименование организации;"
        " Полное юридическое наименование; Сокращенное юр. наименование; Юридическое название; Legal name; Full name"
    ),
    **_NAME_PARTS,
    "inn": "ИНН; INN; Tax ID; TIN; VAT; VAT Number; Tax Number",
    "kpp": "КПП; KPP",
    "ogrn": "ОГРН; ОГРНИП; ОГРН/ОГРНИП; OGRN",
    "country": _COUNTRY,
    "city": _CITY,
    "region": _REGION,
    **_STREET,
    "industry": "Отрасль; Сфера деятельности; Вид деятельности; Industry; Sector; Primary Industry; Branch; ОКВЭД",
    "segment": "Сегмент; Segment; Сегмент клиента; Категория; Категория клиента; ABC-класс; Customer Segment; Tier",
    "work_status": (
        "Статус работы; Work status; Статус клиента; Статус; Стадия; Status; Lifecycle Stage; Lead Status; Stage;"
        " Состояние"
    ),
    "importance": "Важность; Importance; Приоритет; Priority; Rating",
    "source": (
        "Источник; Источник привлечения; Source; Lead Source; Канал привлечения; Рекламный источник; Original Source;"
        " Канал первичного интереса; Account Source; Канал"
    ),
    "responsible": (
        "Ответственный; Основной менеджер; Ответственный менеджер; Менеджер; Responsible; Manager; Company owner;"
        " Account Owner; Contact owner; Owner; Owner ID; Owner Name; Account Manager; Salesperson; Assigned to;"
        " Куратор; Responsible user; Responsible user ID; Assigned by; Assigned by ID; Sales ID; Manager ID;"
        " HubSpot owner; HubSpot owner ID; ID ответственного"
    ),
    **_ABOUT,
    "is_company": _IS_COMPANY,
    "parent": "Related company",
    **_POINTS,
}
_CONTACTS = {
    "external_id": (
        "Код; ID; Код контакта; Код контактного лица; Contact ID; External ID; Внешний код; Внешний идентификатор;"
        " Идентификатор; Record ID; ID контакта; GUID; UUID; XML ID; Уникальный идентификатор; Unique ID; Rec ID;"
        " Reference ID; UID; Ид"
    ),
    "client": (
        "Код клиента; Client ID; Код контрагента; Код партнера; ID клиента; ID компании; Company ID; Account ID;"
        " Associated Company IDs; Associated Company ID; Primary Associated Company ID; Customer ID; Клиент;"
        " Контрагент; Партнер; Владелец; Client"
    ),
    "client_name": (
        "Наименование клиента; Наименование контрагента; Название компании; Client name; Account Name; Related company;"
        " Компания контакта; Associated Company; Организация; Место работы; Account; Employer;" + _COMPANY
    ),
    "display_name": (
        "ФИО; Ф.И.О.; Full name; Полное имя; Полное имя контакта; FIO; Контактное лицо; ФИО контакта; Наименование;"
        " Имя контакта; Contact name; Name; Display Name; Complete Name; Контакт; Contact; Представление;"
        " Имя, Фамилия; File As; FN"
    ),
    **_NAME_PARTS,
    "sex": "Пол; Sex; Gender",
    "job_title": (
        "Должность; Job Title; Position; Должность по визитке; Job Position; Organization Title; Occupation; Title;"
        " Должность контакта"
    ),
    "key_person": "Ключевое лицо; Key person; Принимает решения; Decision maker; Is key",
    "role": "Роль; Role; Роль контактного лица; Роль контакта; Buying Role; Contact role; Тип контакта; Contact type",
    **_STREET,
    "address.city": _CITY,
    "address.region": _REGION,
    "address.country": _COUNTRY,
    **_ABOUT,
    "is_company": _IS_COMPANY + "; Company Type; Тип",
    **_POINTS,
}
_USERS = {
    "login": "Логин; Login; Имя входа; Имя для входа; Имя пользователя; Username; User; User name; Учетная запись",
    "name": (
        "ФИО; Полное имя; Full name; Name; Наименование; Сотрудник; Имя; Пользователь; Display Name; Employee; FIO;"
        " Ф.И.О."
    ),
    "email": (
        "Эл. почта; E-mail; Email; Электронная почта; Адрес электронной почты; Почта; Email Address; Mail;"
        " Рабочий e-mail"
    ),
    "extension": "Внутренний номер; Внутренний телефон; Добавочный; Доб.; Extension; Ext; Phone extension",
    "role": "Роль; Role",
    "group": "Группа; Group; Группа пользователей; Groups; Группы",
    "team": "Команда; Team; Подразделение; Отдел; Department",
    "capacity": "Загрузка; Ёмкость; Часов в неделю; Capacity; Weekly capacity; Hours per week",
    "active": "Активен; Active; Is active; Действует; Работает; Enabled",
}
SPELLINGS: dict[What, dict[str, str]] = {"users": _USERS, "clients": _CLIENTS, "contacts": _CONTACTS}
OUR_WORDS = {
    "email": "Почта",
    "email:main": "Почта",
    "email:work": "Рабочая почта",
    "email:home": "Личная почта",
    "email:other": "Другая почта",
}
"""What a field is called here in Russian, where that is not the surest of its spellings: in a file that has both,
`Эл. почта` says it better than `Почта`."""
