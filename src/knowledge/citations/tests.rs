use super::*;

fn citations() -> &'static Citations {
    static CITATIONS: OnceLock<Citations> = OnceLock::new();
    CITATIONS.get_or_init(|| Citations::parse().unwrap())
}

/// Day of the floor, name and strength of the one citation in a text.
fn one(text: &str) -> (String, String, Strength) {
    let found = citations().find(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    let cited = &found[0];
    let dated = &cited.dated;
    assert!(dated.floor_strength <= cited.strength);
    (dated.floor.unwrap().first_day_text(), dated.what.clone(), dated.floor_strength)
}

#[test]
fn every_sample_of_the_table_is_read_as_the_table_says() {
    let mut samples = 0;
    rows("citations", text("citations"), |row| {
        let (id, form) = (row.get("id")?, row.get("form")?);
        let of_row = |sample: &str| citations().find(sample).iter().any(|cited| cited.form == form);
        // What another row of the same form matches is none of this row's own.
        let by_row = |sample: &str| {
            let found = citations().find(sample);
            found.iter().any(|cited| cited.dated.fact.id == format!("citation:{id}"))
        };
        for sample in row.get("true_samples")?.split(" || ") {
            for text in [sample.to_owned(), format!("Wie in ({sample}), шоу "), format!("x {sample}\ny")] {
                assert!(of_row(&text), "{id} does not match {text:?}");
            }
            samples += 1;
        }
        for sample in row.get("false_samples")?.split(" || ").filter(|sample| !sample.is_empty()) {
            assert!(!by_row(sample), "{id} matches {sample:?}");
            samples += 1;
        }
        Ok(())
    })
    .unwrap();
    assert!(samples > 400, "{samples}");
}

#[test]
fn every_expression_compiles_and_every_row_is_found_by_its_id() {
    let mut ids = BTreeSet::new();
    for (id, expression) in citations().expressions() {
        expression.compile().unwrap_or_else(|why| panic!("{id}: {why}"));
        assert!(ids.insert(id), "{id} twice");
        let row = id.strip_prefix("citation:").unwrap();
        assert_eq!(citations().fact(row).unwrap().id, id);
    }
    assert!(ids.len() > 180);
    assert_eq!(citations().fact("of nothing"), None);
}

#[test]
fn dates_and_names_are_those_of_the_references() {
    for (text, floor, what, strength) in [
        ("as CVE-2021-44228 shows", "2020-11-02", "CVE-2021-44228", Strength::Strong),
        (
            "по Федеральному закону от 12 марта 2014 г. № 35-ФЗ",
            "2014-03-12",
            "Federal Law No. 35-ФЗ of 12 March 2014",
            Strength::Hard,
        ),
        (
            "Федерального\nзакона от 12.03.2014 N\u{a0}35-ФЗ",
            "2014-03-12",
            "Federal Law No. 35-ФЗ of 12 March 2014",
            Strength::Hard,
        ),
        (
            "Указом Президента України № 64/2022",
            "2022-01-01",
            "Decree No. 64/2022 of the President of Ukraine",
            Strength::Hard,
        ),
        (
            "Закон України від 9 квітня 2015 року № 317-VIII",
            "2015-04-09",
            "Ukraine’s law No. 317-VIII of 9 April 2015",
            Strength::Hard,
        ),
        (
            "приказом ФСБ России от 10.07.2014 № 378",
            "2014-07-10",
            "Order No. 378 of 10 July 2014 (“приказом ФСБ России от 10.07.2014 № 378”)",
            Strength::Strong,
        ),
        ("закона № 35-ФЗ от 12 марта 2014 г.", "2014-03-12", "Federal Law No. 35-ФЗ of 12 March 2014", Strength::Hard),
        ("Regulation (EU) 2016/679", "2016-01-01", "(EU) 2016/679", Strength::Strong),
        ("Directive 95/46/EC", "1995-01-01", "95/46/EC", Strength::Hard),
        ("arXiv:1706.03762v5", "2017-05-30", "arXiv:1706.03762v5", Strength::Strong),
        ("ISO 9001:2015", "2013-01-01", "ISO 9001:2015", Strength::Medium),
        (
            "https://twitter.com/a/status/1212092628029698048",
            "2020-01-01",
            "the tweet twitter.com/a/status/1212092628029698048",
            Strength::Strong,
        ),
        ("Pub. L. 111-148", "2009-01-03", "Pub. L. 111-148", Strength::Hard),
        ("S/RES/1973 (2011)", "2011-01-01", "S/RES/1973 (2011)", Strength::Hard),
        ("平成二十五年法律第百八号", "2013-01-01", "the Japanese law 平成二十五年法律第百八号", Strength::Hard),
        ("ECLI:EU:C:2014:317", "2014-01-01", "ECLI:EU:C:2014:317", Strength::Strong),
        // The form is younger than the judgment.
        ("ECLI:EU:C:1964:66", "2008-01-01", "ECLI:EU:C:1964:66", Strength::Strong),
        ("accessed March 3, 2014.", "2014-03-03", "the access date “accessed March 3, 2014”", Strength::Strong),
        (
            "https://web.archive.org/web/20160304123456/http://x.org/",
            "2016-03-04",
            "the archived page web.archive.org/web/20160304123456/",
            Strength::Strong,
        ),
    ] {
        let (found, name, carries) = one(text);
        assert_eq!((found.as_str(), name.as_str(), carries), (floor, what, strength), "{text}");
    }
    let rfc = &citations().find("RFC 7159")[0].dated;
    assert_eq!(rfc.floor.unwrap().first_day_text(), "2013-07-01");
    assert_eq!(rfc.maker, "citations: IETF RFC");
}

#[test]
fn what_is_no_date_or_fails_its_check_is_no_citation() {
    for text in [
        "Федеральный закон от 32.03.2014 № 35-ФЗ",
        "Федеральный закон от 30.02.2014 № 35-ФЗ",
        "(EU) No 833/2114",
        "CVE-2101-1234",
        "ASTM A36-42",
        "ОГРН 1027700132196",
        "resolution 1080 (2015)",
        "ISBN 979-8-602-40511-9",
        "平成三十九年法律第百八号",
        "КамАЗ-5320 от 10.2013",
        "",
    ] {
        assert_eq!(citations().find(text), [], "{text}");
    }
}

#[test]
fn of_overlapping_citations_one_counts_and_ranges_are_those_of_the_text() {
    let text =
        "См.\u{a0}https://doi.org/10.1101/2020.01.30.927871 и приказ Минюста от\n10.07.2014 №\u{a0}378; CVE‑2014‑0160.";
    let found = citations().find(text);
    let forms: Vec<&str> = found.iter().map(|cited| cited.form.as_str()).collect();
    assert_eq!(forms, ["bioRxiv or medRxiv DOI with date", "Russian order", "CVE entry"]);
    assert_eq!(&text[found[0].range.clone()], "10.1101/2020.01.30.927871");
    assert_eq!(&text[found[1].range.clone()], "приказ Минюста от\n10.07.2014 №\u{a0}378");
    assert_eq!(&text[found[2].range.clone()], "CVE‑2014‑0160");
    for pair in found.windows(2) {
        assert!(pair[0].range.end <= pair[1].range.start);
    }
}

#[test]
fn hostile_text_ends_soon_and_within_bounds() {
    let repeated = |text: &str| text.repeat(200_000 / text.len());
    for text in [
        repeated("RFC "),
        repeated("CVE-2014-0160 "),
        repeated("https://a/"),
        repeated("/20"),
        repeated("приказ "),
        repeated("Федеральный закон от 1"),
        repeated("\u{a0}№ 1-"),
        repeated("0"),
        repeated("Act 19"),
        repeated("ISO EN 1:"),
        repeated("ЗАКОН УКРАЇНИ № "),
        repeated("00000000-0000-11e0-8000-000000000000"),
    ] {
        let started = std::time::Instant::now();
        let found = citations().find(&text);
        assert!(found.len() <= MOST);
        assert_eq!(found, citations().find(&text));
        for cited in &found {
            assert!(text.get(cited.range.clone()).is_some());
        }
        let start: String = text.chars().take(30).collect();
        assert!(started.elapsed().as_secs() < 20, "{start} took {:?}", started.elapsed());
    }
}
