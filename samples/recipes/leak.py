"""samples/leak: fictional documents, each with one thing planted (or nothing)."""
import os
import shutil
import subprocess
import sys

import fontsub
import pdfhand as h

OUT = sys.argv[1] if len(sys.argv) > 1 else "."
TMP = os.path.join(os.environ.get("SAMPLES_TMP", "/tmp"), "leak-work")
NOW = "2026-02-20 10:15:00"  # the clock of the programs that re-save, ten days before the story's day of receipt


def put(name, data):
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data)


def run(*cmd, **kw):
    subprocess.run([str(c) for c in cmd], check=True, stdout=subprocess.DEVNULL, **kw)


def body(title, paras, cyr=True, size=12):
    """The lines of a page: a title, the text, and that it is fictional, in both languages."""
    f = "F1"
    t = (lambda s: s) if cyr else h.translit
    lines = [(f, 16, t(title)), None]
    for p in paras:
        lines += [(f, size, t(p)) if p else None]
    return lines + [None, None, (f, 10, t(h.FICTION_RU)), ("F2" if cyr else "F1", 10, h.FICTION_EN)]


WORD = "Microsoft® Word 2010"


def doc01():
    lines = body("Приказ о проведении учебного занятия «Прибой»", [
        "1. Провести 22 ноября 2012 г. штабное учебное занятие «Прибой».",
        "2. Руководитель занятия: полковник Северов А. П.",
        "3. Сторону «Север» обозначает майор Ким Чхоль Су.",
        "4. Сторону «Восток» обозначает капитан Ямада Кэнъити.",
        "5. Карты острова Ольховый выдать к 19 ноября.",
        "6. Отчёт представить в трёхдневный срок.", None, "Москва, 15 ноября 2012 г."])
    p, root, _, _ = fontsub.cyrillic(lines, "1.5", b"\r\n", b"/Lang(ru-RU) ")
    date = b"D:20121115101542+04'00'"
    i = p.add(h.info(Title="Приказ о проведении занятия", Author="Северов А. П.", Creator=WORD, CreationDate=date,
                     ModDate=date, Producer=WORD))
    put("01-prikaz.pdf", p.save_word(root, i, (h.ident("leak01"),) * 2))


def doc02():
    lines = body("План учений «Залив» на июнь 2011 г.", [
        "20 июня: сбор участников, выдача карт.", "21 июня: розыгрыш первого дня, посредник Ямада Кэнъити.",
        "22 июня: розыгрыш второго дня, посредник Пак Мин Чжун.", "23 июня: разбор.", None, "Владивосток, июнь 2011 г."])
    p, root, page, _ = fontsub.cyrillic(lines, "1.5")
    prod, maker = "Acrobat Distiller 9.0.0 (Windows)", "PScript5.dll Version 5.2.2"
    tk = "Adobe XMP Core 4.2.1-c041 52.342996, 2008/05/07-20:48:00"

    def x(mod):
        return h.metadata(h.xmp(tk, h.tags(xmp_CreateDate="2011-06-20T14:05:10+11:00", xmp_ModifyDate=mod, xmp_MetadataDate=mod,
                                           xmp_CreatorTool=maker, pdf_Producer=prod) + h.title_tag("План учений «Залив»")))

    def inf(mod):
        return h.info(Title="План учений «Залив»", Creator=maker, Producer=prod, CreationDate=b"D:20110620140510+11'00'",
                      ModDate=mod)
    m = p.add(x("2011-06-20T14:05:10+11:00"))
    i = p.add(inf(b"D:20110620140510+11'00'"))
    p.set(root, p.objs[root].replace(b" >>", b">>")[:-2] + b"/Metadata %d 0 R>>" % m)
    ids = h.ident("leak02")
    base = p.save(root, i, (ids, ids))
    a = len(p.objs) + 1
    page_body = p.objs[page][:-2] + b"/Annots[%d 0 R]>>" % a
    note = (b"<</Type/Annot/Subtype/Text/Rect[500 740 520 760]/F 4/Name/Note/T" + h.string("Северов") + b"/Contents"
            + h.string("Сверено. Сроки прежние.") + b"/CreationDate(D:20110912093000+11'00')/M(D:20110912093000+11'00')>>")
    put("02-plan-uchenij.pdf", h.update(base, {page: page_body, a: note, m: x("2011-09-12T09:31:00+11:00"),
                                               i: inf(b"D:20110912093100+11'00'")},
                                        a + 1, root, i, (ids, h.ident("leak02b"))))


def doc03():
    p, root, _, _ = h.plain(body("Справка об условной обстановке", [
        "Условный противник: сторона «Запад», штаб в городе Ольхов.", "Командующий: генерал Пак Мин Чжун (условное лицо).",
        "Силы: две учебные бригады, один учебный отряд кораблей.", "Срок готовности: сентябрь 2010 г.", None,
        "Москва, август 2010 г."], cyr=False))
    i = p.add(h.info(Title=h.translit("Справка об условной обстановке"), Creator="PScript5.dll Version 5.2.2",
                     Producer="Acrobat Distiller 8.1.0 (Windows)", CreationDate=b"D:20100817112030+04'00'",
                     ModDate=b"D:20100817112030+04'00'"))
    src = os.path.join(TMP, "03.pdf")
    with open(src, "wb") as f:
        f.write(p.save(root, i, (h.ident("leak03"),) * 2))
    run("faketime", NOW, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dEmbedAllFonts=false",
        "-sOutputFile=" + os.path.join(OUT, "03-spravka.pdf"), src, env={**os.environ, "TZ": "UTC"})


def doc04():
    p, root, _, _ = h.plain(body("Схема связи учебного штаба", [
        "Канал 1: руководитель - сторона «Север».", "Канал 2: руководитель - сторона «Восток».",
        "Канал 3: посредники Ямада и Ким.", "Позывные: Ольха, Берёза, Рябина."], cyr=False))
    put("04-схема-связи.pdf", p.save(root))


FODT = '''<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="D" svg:font-family="'DejaVu Sans'"/><style:font-face style:name="J" svg:font-family="'Noto Sans CJK JP'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="D" fo:font-size="11pt" fo:language="ru" fo:country="RU" style:font-name-asian="J" style:font-size-asian="11pt" style:language-asian="ja" style:country-asian="JP"/></style:default-style></office:styles>
<office:body><office:text>%s</office:text></office:body></office:document>'''


def libreoffice(paras, name):
    src = os.path.join(TMP, name + ".fodt")
    with open(src, "w", encoding="utf-8") as f:
        f.write(FODT % "".join("<text:p>%s</text:p>" % p for p in paras))
    run("soffice", "-env:UserInstallation=file://" + os.path.join(TMP, "lo"), "--headless", "--convert-to", "pdf",
        "--outdir", TMP, src, stderr=subprocess.DEVNULL)
    return os.path.join(TMP, name + ".pdf")


def set_back(src, dst, date):
    """Sets the dates of the Info dictionary, and nothing else; the file is written anew by qpdf's library."""
    import pikepdf
    with pikepdf.open(src) as pdf:
        for k in ("/CreationDate", "/ModDate"):
            if k == "/CreationDate" or k in pdf.docinfo:
                pdf.docinfo[k] = date
        pdf.save(dst)


def doc05():
    src = libreoffice(["Расписание учебных занятий «Прибой»", "", "5 июня: лекция, преподаватель 山田健一 (Ямада Кэнъити).",
                       "6 июня: семинар, преподаватель 김철수 (Ким Чхоль Су).", "7 июня: разбор карты острова Ольховый.",
                       "", "Москва, июнь 2012 г.", "", h.FICTION_RU, h.FICTION_EN], "05")
    set_back(src, os.path.join(OUT, "05-raspisanie.pdf"), "D:20120605100000+04'00'")


def doc06():
    lines = body("Отчёт о занятии «Залив-2»", [
        "Занятие проведено 14 мая 2013 г. в учебном классе.", "Участники: 18 слушателей, посредник Пак Мин Чжун.",
        "Замечания: карты выданы с опозданием.", "Вывод: цели занятия достигнуты.", None, "Владивосток, май 2013 г."])
    p, root, _, _ = fontsub.cyrillic(lines, "1.5", b"\r\n", b"/Lang(ru-RU) ")
    d = b"D:20130514093000+11'00'"
    i = p.add(h.info(Author="Северов А. П.", Creator=WORD, CreationDate=d, ModDate=d, Producer=WORD))
    dst = os.path.join(OUT, "06-otchet.pdf")
    put("06-otchet.pdf", p.save(root, i, (h.ident("leak06"),) * 2))
    run("exiftool", "-q", "-overwrite_original", "-PDF:Title=Отчёт о занятии «Залив-2»", "-XMP-dc:title=Отчёт о занятии «Залив-2»",
        "-PDF:CreateDate=2013:05:14 09:30:00+11:00", "-PDF:ModifyDate=2013:05:14 09:30:00+11:00", dst)


TEX = r"""\documentclass[a4paper,11pt]{article}
\pagestyle{empty}\setlength{\parindent}{0pt}\setlength{\parskip}{6pt}
\begin{document}
{\Large %s}

%s
\end{document}
"""


def doc07():
    def t(s):
        return h.translit(s).replace('"', "''").replace("&", r"\&")
    text = TEX % (t("Таблица условных сил сторон"), "\n\n".join(
        [r"\begin{tabular}{lrr}\hline " + t("Сторона") + "&" + t("Батальоны") + "&" + t("Катера") + r"\\\hline "
         + t("Север") + r"&4&2\\ " + t("Восток") + r"&3&5\\ " + t("Запад") + r"&2&0\\\hline\end{tabular}",
         t("Посредники: Ямада Кэнъити, Ким Чхоль Су."), t("Москва, март 2012 г."), t(h.FICTION_RU), h.FICTION_EN]))
    with open(os.path.join(TMP, "07.tex"), "w") as f:
        f.write(text)
    run("pdflatex", "-interaction=batchmode", "07.tex", cwd=TMP,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1331800200", "FORCE_SOURCE_DATE": "1", "TZ": "UTC"})
    shutil.copyfile(os.path.join(TMP, "07.pdf"), os.path.join(OUT, "07-tablica.pdf"))


def hand(name, seed, lines, cyr, **keys):
    if cyr:
        p, root, _, _ = fontsub.cyrillic(lines, "1.5")
    else:
        p, root, _, _ = h.plain(lines)
    i = p.add(h.info(**keys))
    data = p.save(root, i, (h.ident(seed),) * 2)
    if name:
        put(name, data)
    return data


PS, D8, D9 = "PScript5.dll Version 5.2.2", "Acrobat Distiller 8.1.0 (Windows)", "Acrobat Distiller 9.0.0 (Windows)"


def doc08():
    d = b"D:20120120101500+03'00'"
    hand("08-doklad.pdf", "leak08", body("Доклад о ходе подготовки", [
        "Подготовка учебного класса завершена на две трети.", "Переводчик с японского: Сато Харука.",
        "Переводчик с корейского: Ли Сон Ми.", "Карты острова Ольховый заказаны.", None, "Москва, 20 января 2012 г."]), True,
        Title="Доклад о ходе подготовки", Creator=PS, Producer=D9, CreationDate=d, ModDate=d)


def doc09():
    d = b"D:20130411093000+08'30'"
    hand("09-zapiska.pdf", "leak09", body("Записка условного наблюдателя", [
        "Наблюдатель: Ким Чхоль Су (условное лицо).", "Учебная колонна прошла пост 3 в 09.10.",
        "Учебная колонна прошла пост 4 в 09.25.", None, "Апрель 2013 г."]), True,
        Title="Записка условного наблюдателя", Creator=PS, Producer=D9, CreationDate=d, ModDate=d)


def doc10():
    hand("10-журнал.pdf", "leak10", body("Журнал учебных занятий", [
        "Занятие 1: чтение карты, преподаватель Северов.", "Занятие 2: условные знаки, преподаватель Сато Харука.",
        "Занятие 3: связь, преподаватель Пак Мин Чжун."]), True,
        Title="Журнал учебных занятий", Creator=PS, Producer=D9, CreationDate=b"D:20130520161200+11'00'",
        ModDate=b"D:20120518094500+11'00'")


def doc11():
    p, root, _, _ = h.plain(body("План занятия «Остров»", [
        "Место: учебный центр Ольхов.", "Руководитель: Ямада Кэнъити.", "Переводчик: Ли Сон Ми.", None, "Май 2010 г."], cyr=False))
    x = p.add(h.metadata(h.xmp("Adobe XMP Core 4.2.1-c041 52.342996, 2008/05/07-20:48:00", h.tags(
        xmp_CreateDate="2013-08-14T11:20:00+09:00", xmp_ModifyDate="2013-08-14T11:20:00+09:00",
        xmp_MetadataDate="2013-08-14T11:20:00+09:00", xmp_CreatorTool=PS, pdf_Producer=D9))))
    i = p.add(h.info(Title="Plan zanyatiya", Creator=PS, Producer=D9, CreationDate=b"D:20100512093000+09'00'",
                     ModDate=b"D:20100512093000+09'00'"))
    p.set(root, p.objs[root][:-2] + b"/Metadata %d 0 R>>" % x)
    put("11-演習計画.pdf", p.save(root, i, (h.ident("leak11"),) * 2))


def doc12():
    d = b"D:20090317143000+03'00'"
    src = os.path.join(TMP, "12.pdf")
    with open(src, "wb") as f:
        f.write(hand(None, "leak12", body("Перечень учебных карт", [
            "Лист 1: остров Ольховый, 1:50 000.", "Лист 2: залив Рябиновый, 1:50 000.", "Лист 3: город Ольхов, план.",
            "Хранитель: Сато Харука.", None, "Москва, март 2009 г."], cyr=False), False,
            Title="Perechen uchebnykh kart", Creator=PS, Producer=D8, CreationDate=d, ModDate=d))
    run("qpdf", "--encrypt", "", "owner", "256", "--", src, os.path.join(OUT, "12-perechen.pdf"))


def doc13():
    d = b"D:20131008121500+04'00'"
    lines = body("Заявка на учебные материалы", [
        "Просим выдать для занятия «Прибой-3»:", "карты острова Ольховый и бланки посредников.",
        "Получатель: Ли Сон Ми, учебный отдел."])
    lines[4:4] = [("F2", 12, "Blanki, shtuk: 10 000")]
    p, root, page, content = fontsub.cyrillic(lines, "1.5", compress=False)
    i = p.add(h.info(Title="Заявка на учебные материалы", Creator=PS, Producer=D9, CreationDate=d, ModDate=d))
    src = os.path.join(TMP, "13.pdf")
    with open(src, "wb") as f:
        f.write(p.save(root, i, (h.ident("leak13"),) * 2))
    import pymupdf
    doc = pymupdf.open(src)
    old = doc.xref_stream(content)
    assert old.count(b"10 000") == 1
    doc.update_stream(content, old.replace(b"10 000", b"90 000"))
    doc.xref_set_key(i, "ModDate", "(D:20260220101500+03'00')")
    doc.saveIncr()
    doc.close()
    shutil.copyfile(src, os.path.join(OUT, "13-zayavka.pdf"))


def doc14():
    d = b"D:19800101000000Z"
    hand("14-pamyatka.pdf", "leak14", body("Памятка участнику занятия", [
        "Карту и бланки получить у дежурного.", "Условные имена: Ямада, Ким, Северов.", "Связь только по учебным каналам."],
        cyr=False), False, Title="Pamyatka", Creator=PS, Producer=D8, CreationDate=d, ModDate=d)


if __name__ == "__main__":
    os.makedirs(TMP, exist_ok=True)
    os.makedirs(OUT, exist_ok=True)
    for fn in [v for k, v in sorted(globals().items()) if k.startswith("doc") and callable(v)]:
        fn()
