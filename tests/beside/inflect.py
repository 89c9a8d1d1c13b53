"""Writes src/knowledge/data/names.csv: the dated names with every spelling that is looked for.

    python3 -m pip install pymorphy3 pymorphy3-dicts-uk
    python3 inflect.py OUT.csv TERMS.csv [TERMS.csv ...]

A table of terms has the columns id, term, aliases (with ; between them), lang, kind, released, earliest, precision, valid_until,
ambiguous_before, source, basis, confidence, note. Names of several Russian or Ukrainian words are written in every case: the adjectives
before the first noun and that noun are inflected, what follows stays. What a reader decided about single rows is in inflect_review.tsv.
Short aliases, abbreviations and labels in brackets are left out; a row without a spelling is left out."""
import csv
import os
import re
import sys
import pymorphy3

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ["id", "name", "forms", "lang", "kind", "ambiguous", "context", "released", "earliest", "precision", "valid_until", "source",
           "basis", "confidence", "note"]
ANALYZERS = {"ru": pymorphy3.MorphAnalyzer(lang="ru"), "uk": pymorphy3.MorphAnalyzer(lang="uk")}
CASES = ["gent", "datv", "accs", "ablt", "loct"]
CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґ]")
# Endings of numerals written with figures: 346-я, 22-й, 3-е.
ORDINALS = {"я": ["й", "й", "ю", "й", "й"], "й": ["го", "му", "й", "м", "м"], "е": ["го", "му", "е", "м", "м"]}
# First names of office-holders, by initials and surname.
FIRST = {"В.В. Путин": "Владимир", "Д.А. Медведев": "Дмитрий", "С.В. Кириенко": "Сергей", "Е.М. Примаков": "Евгений",
         "М.М. Касьянов": "Михаил", "М.Е. Фрадков": "Михаил", "В.А. Зубков": "Виктор", "М.В. Мишустин": "Михаил", "И.Д. Сергеев": "Игорь",
         "А.Э. Сердюков": "Анатолий", "С.К. Шойгу": "Сергей", "А.Р. Белоусов": "Андрей", "Н.Е. Макаров": "Николай", "А.В. Козырев": "Андрей",
         "С.В. Лавров": "Сергей", "Б.В. Грызлов": "Борис", "Ю.И. Скуратов": "Юрий", "И.В. Краснов": "Игорь", "А.Г. Лукашенко": "Александр", "В.В. Герасимов": "Валерий",
         "Ш.М. Мирзиёев": "Шавкат", "Н.В. Пашинян": "Никол", "Л. Кравчук": "Леонід", "Л. Кучма": "Леонід", "В. Ющенко": "Віктор",
         "П. Порошенко": "Петро", "В. Зеленський": "Володимир", "О. Гончарук": "Олексій", "Д. Шмигаль": "Денис", "О. Кузьмук": "Олександр",
         "Є. Марчук": "Євген", "А. Гриценко": "Анатолій", "М. Єжель": "Михайло", "Д. Саламатін": "Дмитро", "П. Лебедєв": "Павло",
         "В. Гелетей": "Валерій", "С. Полторак": "Степан", "А. Загороднюк": "Андрій", "А. Таран": "Андрій", "О. Резніков": "Олексій",
         "Р. Умєров": "Рустем", "П. Клімкін": "Павло", "Д. Кулеба": "Дмитро", "Р. Хомчак": "Руслан", "В. Залужний": "Валерій",
         "О. Сирський": "Олександр"}
WOMEN = ("Merkel", "Kramp-Karrenbauer", "Lambrecht", "Leyen", "Baerbock")
RUSSIAN_OFFICES = ("Председатель Правительства", "премьер-министр", "Министр обороны", "министр обороны", "Министр иностранных дел",
                   "Министр внутренних дел", "Генеральный прокурор")
# Kinds whose names are written with a small first letter, too.
SMALL = {"office-holder"}


def language(text, lang):
    """ru or uk by its letters; the language of the row where they do not tell."""
    if re.search("[ІіЇїЄєҐґ]", text):
        return "uk"
    if re.search("[ЫыЭэЁёЪъ]", text) or lang not in ("ru", "uk"):
        return "ru"
    known = {code: sum(ANALYZERS[code].word_is_known(word) for word in re.findall(r"\w+", text.lower())) for code in ("ru", "uk")}
    return lang if known["ru"] == known["uk"] else max(known, key=known.get)


def as_written(word, model):
    """With the capitals of the model."""
    if model[:1].isupper():
        word = word[:1].upper() + word[1:]
    return "-".join(part[:1].upper() + part[1:] if old[:1].isupper() else part
                    for part, old in zip(word.split("-"), model.split("-"))) if word.count("-") == model.count("-") else word


def readings(word, lang):
    return [p for p in ANALYZERS[lang].parse(word.lower()) if "nomn" in p.tag or ("Abbr" not in p.tag and p.tag.case == "nomn")]


def alike(adjective, noun):
    return adjective.tag.number == noun.tag.number and (noun.tag.number == "plur" or adjective.tag.gender == noun.tag.gender)


def head(words, lang):
    """The positions of the adjectives and of the noun that is inflected, with their readings; none where there is no clear one."""
    adjectives = []
    for at, word in enumerate(words):
        if re.fullmatch(r"\d+-[йяе]", word):
            adjectives.append((at, None))
            continue
        if not CYRILLIC.search(word) or re.search(r"\d|[A-Za-z]", word) or (word.isupper() and len(word) > 1) or re.search(r"\w[A-ZА-ЯІЇЄҐ]", word):
            return None
        found = readings(word, lang)
        nouns = [p for p in found if p.tag.POS == "NOUN" and "Abbr" not in p.tag and not (len(words) > 1 and "Surn" in p.tag)]
        plain = [p for p in found if p.tag.POS in ("ADJF", "PRTF")]
        following = readings(words[at + 1], lang) if at + 1 < len(words) else []
        if any(alike(p, q) for p in plain for q in following if q.tag.POS in ("NOUN", "ADJF", "PRTF")):
            adjectives.append((at, plain))
            continue
        if not nouns:
            return None
        return adjectives, at, nouns
    return None


def agree(adjectives, noun):
    chosen = []
    for at, plain in adjectives:
        if plain is None:
            chosen.append((at, None))
            continue
        for p in plain:
            if alike(p, noun):
                chosen.append((at, p))
                break
        else:
            return None
    return chosen


def second_cases(pieces, places, words, at, noun, chosen):
    """The second dative and locative of Ukrainian: суду beside судові, вищому суді beside вищім суді."""
    forms = []
    for case, of_noun in (("datv", "gent"), ("loct", "loct")):
        out = list(pieces)
        got = noun.inflect({of_noun, noun.tag.number} - {None})
        if got is None or noun.tag.number == "plur" or noun.tag.gender not in ("masc", "neut") or (case == "datv" and not got.word.endswith(("у", "ю"))):
            continue
        out[places[at]] = as_written(got.word, words[at])
        inflected = [(place, adjective and adjective.inflect({"datv", noun.tag.gender})) for place, adjective in chosen]
        if all(adjective for _, adjective in inflected):
            for place, adjective in inflected:
                out[places[place]] = as_written(adjective.word, words[place])
            forms.append("".join(out))
    return forms


def stays(words, at, pieces_after, lang, kind):
    """Whether a name is left as it is: one that Russian does not inflect, or of which no dictionary knows how."""
    word = words[at]
    known = ANALYZERS[lang].word_is_known(word.lower())
    if not known and (word.startswith("Мин") and word.endswith(("я", "ы", "и")) or word.endswith(tuple("иыоуеэ"))):
        return True
    # Two nouns side by side, of which both would have to be inflected: шок и трепет, Чувашская Республика – Чувашия.
    joined = re.match(r"(?:\s+(?:и|та|й)|\s*[-–—,])\s+(\w+)", "".join(pieces_after))
    if joined and any(p.tag.POS == "NOUN" and p.tag.case == "nomn" for p in ANALYZERS[lang].parse(joined.group(1).lower())):
        return True
    if kind in ("company", "service", "party") and at + 1 < len(words):
        following = ANALYZERS[lang].parse(words[at + 1].lower())
        return "Fixd" in following[0].tag or any(p.tag.case == "nomn" for p in following) or not any(p.tag.case == "gent" for p in following)
    return False


def inflect(text, lang, kind=""):
    """All cases of a name, itself first."""
    lang = language(text, lang)
    pieces = re.findall(r"[\w'’]+(?:-[\w'’]+)*|[^\w'’]+", text)
    words = [p for p in pieces if re.match(r"\w", p)]
    places = [i for i, p in enumerate(pieces) if re.match(r"\w", p)]
    found = head(words, lang)
    if not found:
        return [text]
    adjectives, at, nouns = found
    if stays(words, at, pieces[places[at] + 1:], lang, kind):
        return [text]
    unknown = not ANALYZERS[lang].word_is_known(words[at].lower())
    pair = next(((chosen, n) for n in nouns if (chosen := agree(adjectives, n)) is not None), None)
    if pair is None:
        return [text]
    chosen, noun = pair
    forms = [text]
    for number, case in enumerate(CASES):
        out = list(pieces)
        wanted = {case, noun.tag.number} - {None}
        got = noun.inflect(wanted)
        if got is None or unknown and not got.word.startswith(words[at].lower()[:-1]):
            return [text]
        out[places[at]] = as_written(got.word, words[at])
        if case == "accs" and noun.tag.gender == "masc" and noun.tag.number != "plur" and got.word == noun.word:
            # As the nominative; the adjectives, too.
            continue
        for place, adjective in chosen:
            if adjective is None:
                figures, ending = words[place].rsplit("-", 1)
                out[places[place]] = f"{figures}-{ORDINALS[ending][number]}"
                continue
            wanted = {case, noun.tag.number} - {None}
            if noun.tag.number == "sing" and noun.tag.gender:
                wanted.add(noun.tag.gender)
            if case == "accs" and (noun.tag.number == "plur" or noun.tag.gender == "masc") and noun.tag.animacy:
                wanted.add(noun.tag.animacy)
            got = adjective.inflect(wanted) or adjective.inflect(wanted - {noun.tag.animacy})
            if got is None:
                break
            out[places[place]] = as_written(got.word, words[place])
        else:
            forms.append("".join(out))
    if lang == "uk":
        forms += second_cases(pieces, places, words, at, noun, chosen)
    return forms


def person(word, lang, case, kind):
    """A first name or a surname of a man in a case; as it is where the language leaves it."""
    if word.endswith(("у", "о", "е", "и")) and not (lang == "uk" and word.endswith("о")):
        return word
    tagged = [p for p in ANALYZERS[lang].parse(word.lower()) if p.tag.case == "nomn" and p.tag.gender in ("masc", None) and kind in p.tag]
    tagged = tagged or [p for p in ANALYZERS[lang].parse(word.lower()) if p.tag.case == "nomn" and p.tag.gender in ("masc", None) and p.tag.POS in ("NOUN", "ADJF")]
    for p in tagged:
        got = p.inflect({case})
        if got:
            return word[:1] + got.word[1:] if got.word[:1] == word[:1].lower() else word
    return word


def office_holder(text, lang):
    """Title and name in every case, with the initials, with the first name, with the name of the country where it may be left out."""
    match = re.fullmatch(r"(.+?) ((?:[А-ЯІЄЇҐ]\.)+) ([А-ЯІЄЇҐ][а-яіїєґё']+)", text.replace("’", "'"))
    if not match:
        return [text]
    title, initials, surname = match.groups()
    first = FIRST.get(f"{initials} {surname}", "")
    lang = "ru" if re.search("[ыэёъ]", text.lower()) else language(text + first, lang)
    if lang == "ru" and re.search("[іїєґ]", first):
        first = ""
    titles = [title]
    if lang == "ru" and title in RUSSIAN_OFFICES:
        titles += [f"{title} {country}" for country in ("Российской Федерации", "РФ", "России")]
    forms = []
    for title in titles:
        for case, of_title in zip(["nomn"] + CASES, inflect(title, lang)):
            surname_of = surname if case == "nomn" else person(surname, lang, case, "Surn")
            forms.append(f"{of_title} {initials} {surname_of}")
            if initials.count(".") == 2:
                forms.append(f"{of_title} {initials.replace('.', '. ').strip()} {surname_of}")
            if first:
                forms.append(f"{of_title} {first if case == 'nomn' else person(first, lang, case, 'Name')} {surname_of}")
    return forms


def spellings(row, review):
    term, kind = row["term"], row["kind"]
    if term in review["forms"]:
        wanted = review["forms"][term].split(";")
    else:
        aliases = [a for a in row["aliases"].split(";") if a and safe(a, kind)]
        if row["ambiguous_before"] == "y" or term in review["alone"]:
            aliases = [a for a in aliases if len(re.findall(r"\w\w+", a)) > 1 or not re.search("[A-Za-zА-я]", a)]
        stripped = review["strip"].get(term, "").split(";")
        if "*" in stripped:
            aliases = []
        wanted = [t for t in [re.sub(r"\s*\(.*?\)", "", term) if "(" in term and kind not in ("technology", "law") else term] + aliases if t not in stripped]
    forms = []
    for text in wanted:
        text = re.sub(r"\s+", " ", text.replace("’", "'").replace("|", "")).strip()
        text = re.sub("[«»„“”\"]", "", text)
        if re.search("kanzlerin|ministerin", text) and not text.endswith(WOMEN):
            continue
        if not CYRILLIC.search(text):
            if not re.fullmatch("[\u3040-\u30ff\u4e00-\u9fff]{1,2}", text):
                forms.append(text)
        elif kind == "office-holder" or text.startswith("начальник"):
            forms += office_holder(text, row["lang"])
        else:
            forms += inflect(text, row["lang"], kind)
    if kind in SMALL:
        forms = [f[:1].lower() + f[1:] if CYRILLIC.match(f[:1]) and f[1:2].islower() and kind != "technology" else f for f in forms]
    return list(dict.fromkeys(forms))


def safe(alias, kind):
    """Whether an alias may be looked for alone."""
    core = re.sub(r"[\W_]", "", alias)
    if "(" in alias or alias.startswith(("#", "?", '"', "+")):
        return False
    if re.search("[가-힣]", core):
        return len(core) > 3
    if re.search("[\u3040-\u30ff\u4e00-\u9fff]", core):
        return len(core) > 3
    if kind == "operation" and CYRILLIC.search(alias) and not re.search(r"\d|^операция|Аль-Аксы", alias):
        return False
    letters = re.sub(r"[\W\d_]", "", alias)
    if len(core) <= 4 or (len(letters) <= 5 and letters.isupper() and not re.search(r"\d", core)):
        return False
    return True


def shippable(row):
    """Whether a row that never counts alone is worth its place: only a name of several words."""
    term = row["term"]
    if "(" in term or row["kind"] in ("currency",) or re.match(r"ISO \d+", term):
        return False
    words = [w for w in re.findall(r"\w+", term) if len(w) > 1]
    return len(words) > 1 or bool(re.search("[가-힣\u4e00-\u9fff]{4}", term))


def fold(form):
    return re.sub(r"\s*[-‐‑–—]\s*", "-", form.casefold().replace("ё", "е").replace("’", "'"))


def main():
    review = {}
    for line in open(os.path.join(HERE, "inflect_review.tsv"), encoding="utf-8"):
        if not line.startswith("#"):
            what, term, value = line.rstrip("\n").split("\t")
            review.setdefault(what, {})[term.strip()] = value
    rows, unused = [], {(w, t) for w in review for t in review[w]}
    for path in sys.argv[2:]:
        for row in csv.DictReader(open(path, encoding="utf-8")):
            # Plans, hopes and jests use a name before its day, so none is of high confidence because its day was read: it loses twelve months.
            term = row["term"]
            unused -= {(w, term) for w in review}
            ambiguous = row["ambiguous_before"] == "y" or term in review["alone"]
            if term in review["drop"] or row["confidence"] == "low":
                continue
            if not ambiguous and "(" in term and term not in review["strip"] and row["kind"] not in ("technology", "law"):
                continue
            if ambiguous and not shippable(row):
                continue
            if "стара назва" in term or "старое название" in term:
                continue
            forms = spellings(row, review)
            if not forms:
                continue
            # Two or three Han signs are words of Chinese and of Japanese at once: the party 参政党 is any party that takes part in government.
            if row["lang"] in ("ja", "zh") and any(re.fullmatch(r"[\u3400-\u9fff]{1,3}", form) for form in forms):
                ambiguous = True
            kind = row["kind"]
            if re.match(r"(Prime )?(Президент|министр)", term) and kind == "state":
                kind = "office-holder"
            if term in review["forms"]:
                kind = "office-holder" if "начальник" in forms[0] else kind
            context = review["context"].get(term, "")
            if re.match(r"Galaxy ", term):
                context = "samsung|android|phone|смартфон"
            elif re.match(r"Claude ", term):
                context = "anthropic|llm|language model|openai|gpt|chatbot|языков|нейросет"
            rows.append({"id": row["id"], "name": forms[0] if term in review["forms"] else re.sub(r"\s*\(.*?\)", "", term), "forms": forms, "lang": row["lang"], "kind": kind,
                         "ambiguous": "y" if ambiguous else "", "context": context, "released": row["released"], "earliest": row["earliest"],
                         "precision": row["precision"], "valid_until": row["valid_until"], "source": row["source"], "basis": row["basis"],
                         "confidence": "medium" if row["basis"] == "read" else row["confidence"], "note": row["note"]})
    # A spelling that two rows share goes to the row that never counts alone, else to that with the earlier date.
    owner = {}
    for row in sorted(rows, key=lambda r: (not r["ambiguous"], r["earliest"] or r["released"])):
        row["forms"] = [f for f in row["forms"] if owner.setdefault(fold(f), row["id"]) == row["id"]]
    rows = [r for r in rows if r["forms"]]
    ids = set()
    for row in rows:
        # Ids of the two tables may meet.
        while row["id"] in ids:
            row["id"] += "-2"
        ids.add(row["id"])
        row["id"] = row["id"].removeprefix("term.")
        row["forms"] = "|".join(row["forms"])
    with open(sys.argv[1], "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    for what, term in sorted(unused):
        print("no such term:", what, term, file=sys.stderr)
    print(len(rows), "rows,", sum(r["forms"].count("|") + 1 for r in rows), "forms")


if __name__ == "__main__":
    main()
