"""Headers of exports as the systems write them, with the field each stands for: `Header = field` between `;`."""

from crmctl.importing.fields import What

EXPORTS: list[tuple[str, What, str]] = [
    (
        "1C trade",
        "clients",
        """
        Код = external_id; Наименование = name; Полное наименование = legal_name; Юр/физ лицо = kind; ИНН = inn;
        КПП = kpp; ОГРН = ogrn; Основной менеджер = responsible; Телефон = phone:main;
        Адрес электронной почты = email:main; Юридический адрес = address:legal; Фактический адрес = address:main;
        Почтовый адрес = address:postal; Сайт = website:main; Бизнес-регион = region; Сегмент = segment;
        Дата регистрации = created_at; Комментарий = comment
        """,
    ),
    (
        "1C identifiers",
        "clients",
        """
        УникальныйИдентификатор = external_id; НаименованиеКлиента = name; ЮрФизЛицо = kind;
        ОсновнойМенеджер = responsible; АдресЭлектроннойПочты = email:main; ВидДеятельности = industry
        """,
    ),
    (
        "1C contact persons",
        "contacts",
        """
        Код = external_id; Владелец = client; Фамилия = last_name; Имя = first_name; Отчество = middle_name;
        Пол = sex; Дата рождения = birth_date; Должность по визитке = job_title; Роль контактного лица = role;
        Моб. телефон = phone:mobile; E-mail = email:main
        """,
    ),
    (
        "Bitrix24 companies",
        "clients",
        """
        ID = external_id; Тип компании = relation; Название компании = name; Сфера деятельности = industry;
        Рабочий телефон = phone:work; Мобильный телефон = phone:mobile; Номер факса = fax:main;
        Корпоративный сайт = website:main; Рабочий e-mail = email:work; Частный e-mail = email:home;
        Контакт Telegram = messenger:telegram; Улица, номер дома = address.street; Населенный пункт = city;
        Регион = region; Почтовый индекс = address.zip; Страна = country; Ответственный = responsible;
        Комментарий = comment; Реквизит (Россия): ИНН = inn; Реквизит (Россия): КПП = kpp
        """,
    ),
    (
        "Bitrix24 contacts",
        "contacts",
        """
        ID = external_id; Имя = first_name; Фамилия = last_name; Отчество = middle_name; Имя, Фамилия = display_name;
        Дата рождения = birth_date; Компания = client_name; Рабочий телефон = phone:work;
        Телефон для рассылок = phone:other; Другой e-mail = email:other; Должность = job_title; Тип контакта = role
        """,
    ),
    (
        "amoCRM contacts",
        "contacts",
        """
        ID = external_id; Тип = is_company; Наименование = display_name; Имя = first_name; Фамилия = last_name;
        Компания = client_name; Дата создания = created_at; Примечание = comment; Примечание 2 = comment;
        Рабочий телефон = phone:work; Рабочий прямой телефон = phone:work; Мобильный телефон = phone:mobile;
        Рабочий email = email:work; Личный email = email:home; Должность = job_title
        """,
    ),
    (
        "HubSpot companies",
        "clients",
        """
        Record ID = external_id; Company name = name; Company owner = responsible; Create Date = created_at;
        Phone Number = phone:main; City = city; State/Region = region; Country/Region = country; Industry = industry;
        Lifecycle Stage = work_status; Company Domain Name = website:main; Street Address = address.street;
        Postal Code = address.zip; Type = relation
        """,
    ),
    (
        "HubSpot contacts",
        "contacts",
        """
        Record ID = external_id; First Name = first_name; Last Name = last_name; Email = email:main;
        Phone Number = phone:main; Mobile Phone Number = phone:mobile; Job Title = job_title;
        Associated Company IDs = client; Associated Company = client_name; Buying Role = role
        """,
    ),
    (
        "Salesforce accounts",
        "clients",
        """
        Id = external_id; Name = name; Type = relation; BillingStreet = address.street; BillingCity = city;
        BillingState = region; BillingPostalCode = address.zip; BillingCountry = country; Phone = phone:main;
        Fax = fax:main; Website = website:main; Industry = industry; OwnerId = responsible; CreatedDate = created_at;
        Description = comment; Rating = importance
        """,
    ),
    (
        "Salesforce contacts",
        "contacts",
        """
        Id = external_id; AccountId = client; LastName = last_name; FirstName = first_name; MiddleName = middle_name;
        MobilePhone = phone:mobile; HomePhone = phone:home; OtherPhone = phone:other; Email = email:main;
        Title = job_title; Birthdate = birth_date; MailingStreet = address.street; MailingCity = address.city;
        MailingCountry = address.country; Account.Name = client_name
        """,
    ),
    (
        "Odoo",
        "clients",
        """
        External ID = external_id; Name = name; Is a Company = is_company; Related Company = parent;
        Street = address.street; Street2 = address.extra; Zip = address.zip; City = city; State = region;
        Country = country; Tax ID = inn; Salesperson = responsible; Mobile = phone:mobile
        """,
    ),
    (
        "Google",
        "contacts",
        """
        Given Name = first_name; Additional Name = middle_name; Family Name = last_name; Birthday = birth_date;
        Notes = comment; E-mail 1 - Value = email:main; Phone 1 - Value = phone:main; Phone 2 - Value = phone:main;
        Address 1 - Formatted = address:main; Organization 1 - Name = client_name;
        Organization 1 - Title = job_title; Website 1 - Value = website:main
        """,
    ),
    (
        "Google since 2024",
        "contacts",
        """
        First Name = first_name; Middle Name = middle_name; Last Name = last_name; File As = display_name;
        Organization Name = client_name; Organization Title = job_title; E-mail 2 - Value = email:main;
        Phone 3 - Value = phone:main
        """,
    ),
    (
        "snake case",
        "contacts",
        """
        contact_id = external_id; client_id = client; last_name = last_name; first_name = first_name;
        middle_name = middle_name; fio = display_name; position = job_title; role = role;
        phone_mobile = phone:mobile; email_home = email:home; birthday = birth_date; linkedin_url = other:other
        """,
    ),
    (
        "users in Russian",
        "users",
        """
        Логин = login; ФИО = name; Эл. почта = email; Внутренний номер = extension; Роль = role;
        Группа пользователей = group; Подразделение = team; Активен = active
        """,
    ),
    (
        "users in English",
        "users",
        """
        username = login; full_name = name; e-mail = email; ext = extension; capacity = capacity; is_active = active
        """,
    ),
]
