//! Software: products and their versions.

use crate::knowledge::answers::Answers;
use crate::knowledge::expression::Expression;
use crate::knowledge::places;
use crate::knowledge::table::{Row, first_instant, floor, rows, when};
use crate::knowledge::{Dated, Field, text};
use crate::model::{Error, Fact, Instant, Strength, plain_date};
use std::collections::BTreeSet;

#[derive(Debug)]
struct Product {
    id: String,
    vendor: String,
    name: String,
    fields: Vec<String>,
    keyword: String,
    expression: Expression,
}

#[derive(Debug, Clone)]
struct Version {
    number: String,
    fact: Fact,
    earliest: Option<Instant>,
    released: Option<Instant>,
}

/// Products; their versions are looked up in their table.
#[derive(Debug, Default)]
pub struct Software {
    products: Vec<Product>,
    /// What was asked before.
    asked: Answers<Option<Dated>>,
}

/// What a string names: a version of a product, finished or not.
#[derive(Debug)]
struct Named<'a> {
    product: &'a Product,
    version: Version,
    /// A build from before the release that its number leads to.
    unfinished: bool,
}

/// A name as programs would write it if they agreed: without the signs of trade marks, with single blanks.
fn plain(name: &str) -> String {
    const SIGNS: [&str; 7] = ["®", "™", "℠", "(R)", "(r)", "(TM)", "(tm)"];
    let bare = SIGNS.iter().fold(name.to_owned(), |name, sign| name.replace(sign, " "));
    let visible = |character: char| !matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}');
    let blank = |character: char| if character.is_control() { ' ' } else { character };
    let spaced: String = bare.chars().filter(|character| visible(*character)).map(blank).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether what follows a number says that the build is none of a release: `-SNAPSHOT`, `.dev0`, ` beta 2`, `rc1`,
/// or the steps since a release that `git describe` counts, `-12-g0a1b2c3`.
fn unfinished(behind: &str) -> bool {
    const WORDS: [&str; 15] = [
        "snapshot",
        "dev",
        "devel",
        "alpha",
        "beta",
        "rc",
        "pre",
        "prerelease",
        "preview",
        "nightly",
        "canary",
        "trunk",
        "git",
        "svn",
        "milestone",
    ];
    let lower = behind.to_lowercase();
    let word = lower.trim_start_matches([' ', '-', '.', '+', '~', '_', '(']);
    let letters = word.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(word.len());
    let (letters, rest) = word.split_at(letters);
    let numbered = rest.starts_with(|character: char| character.is_ascii_digit());
    if WORDS.contains(&letters) || matches!(letters, "a" | "b") && numbered && word.len() == lower.len() {
        return true;
    }
    let mut parts = lower.strip_prefix('-').unwrap_or_default().split('-');
    let steps = parts.next().is_some_and(|steps| !steps.is_empty() && steps.bytes().all(|byte| byte.is_ascii_digit()));
    steps
        && parts
            .next()
            .and_then(|commit| commit.strip_prefix('g'))
            .and_then(|commit| commit.get(..7))
            .is_some_and(|commit| commit.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether the name before a number says so: `Ghostscript SVN PRE-RELEASE 8.62`, `LibreOfficeDev 7.4`.
fn announced(before: &str) -> bool {
    let lower = before.to_lowercase();
    ["prerelease ", "pre-release ", "officedev ", "officedev/"].iter().any(|word| lower.ends_with(word))
}

/// The builds of Apple's systems, and the versions that they are of.
const BUILD: &str = "apple-build";
const BUILT: [&str; 2] = ["ios-quartz", "macos-quartz"];

/// A test build carries the number of the release that it leads to: where the build is named, the version's release says
/// nothing of a build that is older than it, or that nobody listed.
fn without_later_releases(named: &mut Vec<Named<'_>>, build_is_named: bool) {
    let build = named.iter().find(|named| named.product.id == BUILD).map(|named| named.version.released);
    let of_build = |named: &Named<'_>| BUILT.contains(&product_key(&named.product.id));
    match build {
        Some(build) => named.retain(|named| !of_build(named) || named.version.released <= build),
        None if build_is_named => {
            named.iter_mut().filter(|named| of_build(named)).for_each(|named| named.version.released = None);
        }
        None => {}
    }
}

/// Reads a row of `versions`.
fn version(row: &Row<'_>) -> Result<Version, Error> {
    let (product, number) = (row.get("product")?, row.get("version")?);
    let (earliest, released) = (row.get("earliest")?, row.get("released")?);
    Ok(Version {
        earliest: first_instant(&earliest).map_err(|why| row.error(why))?,
        released: first_instant(&released).map_err(|why| row.error(why))?,
        fact: Fact {
            id: format!("software:{product}/{number}"),
            statement: String::new(),
            basis: row.get("basis")?,
            confidence: row.get("confidence")?,
            earliest,
            released,
            source: row.get("source")?,
        },
        number,
    })
}

/// The product of a row: several spellings of one product are rows whose ids end in `-2`, `-3` ...
fn product_key(id: &str) -> &str {
    match id.rsplit_once('-') {
        Some((stem, "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9")) if !places::has_versions(id) => stem,
        _ => id,
    }
}

impl Software {
    /// Reads the table of products; versions are read when they are asked for.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut software = Self::default();
        rows("products", text("products"), |row| {
            software.products.push(Product {
                id: row.get("id")?,
                vendor: row.get("vendor")?,
                name: row.get("product")?,
                fields: row.get("fields")?.split('|').map(str::to_owned).collect(),
                keyword: row.get("keyword")?,
                expression: Expression::new(row.get("pattern")?),
            });
            Ok(())
        })?;
        Ok(software)
    }

    /// Reads every version, so that a broken row is an error at once.
    ///
    /// # Errors
    /// The first broken row, and a version without a product.
    pub fn verify(&self) -> Result<(), Error> {
        let known: BTreeSet<&str> = self.products.iter().map(|product| product_key(&product.id)).collect();
        rows("versions", text("versions"), |row| {
            if !known.contains(row.get("product")?.as_str()) {
                return Err(row.error("a version without a product"));
            }
            version(row).map(drop)
        })
    }

    /// The latest row that the string names.
    #[must_use]
    pub fn look_up(&self, field: Field, text: &str) -> Option<Dated> {
        self.asked.of(&format!("{}: {text}", field.word()), || self.search(field, text))
    }

    fn search(&self, field: Field, text: &str) -> Option<Dated> {
        let text = plain(text);
        let lower = text.to_lowercase();
        let asked = |product: &&Product| {
            product.fields.iter().any(|word| word == field.word()) && lower.contains(&product.keyword)
        };
        let mut named: Vec<Named<'_>> =
            self.products.iter().filter(asked).flat_map(|product| named(product, &text)).collect();
        let build = |product: &Product| {
            product.id == BUILD && product.expression.get().is_some_and(|it| it.is_match(text.as_bytes()))
        };
        without_later_releases(&mut named, self.products.iter().filter(asked).any(build));
        named.into_iter().max_by_key(|named| (named.version.released, named.version.earliest)).map(dated)
    }

    /// A row by product and version.
    #[must_use]
    pub fn fact(&self, row: &str) -> Option<Fact> {
        let (product, number) = row.split_once('/')?;
        let mut fact = row_of(product, number)?.fact;
        let name = self
            .products
            .iter()
            .find(|candidate| product_key(&candidate.id) == product)
            .map_or(product, |found| &found.name);
        fact.statement = statement(format!("{name} {number}").trim(), &fact);
        Some(fact)
    }

    /// Every expression, for the test that compiles them all.
    pub fn expressions(&self) -> impl Iterator<Item = (&str, &Expression)> {
        self.products.iter().map(|product| (product.id.as_str(), &product.expression))
    }
}

/// What a string names of one product.
fn named<'a>(product: &'a Product, text: &str) -> Vec<Named<'a>> {
    let Some(expression) = product.expression.get() else { return Vec::new() };
    let key = product_key(&product.id);
    // "modified using iText 5.5" after "iText 2.1": each mention counts.
    expression
        .captures_iter(text.as_bytes())
        .filter_map(|captures| {
            let range = captures.name("version").map(|version| version.range()).unwrap_or_default();
            let written = text.get(range.clone()).unwrap_or_default();
            let version = prefixes(written).find_map(|number| row_of(key, number))?;
            let (before, behind) =
                (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
            let unfinished = !written.is_empty() && (announced(before) || unfinished(behind));
            Some(Named { product, version, unfinished })
        })
        .collect()
}

/// With its dates. What leads to a release may be up to a year older than the floor of the release, and came out before it.
fn dated(named: Named<'_>) -> Dated {
    let Named { product, version, unfinished } = named;
    let mut fact = version.fact;
    let (floor, floor_strength) = floor(version.earliest, &fact.basis, &fact.confidence, false);
    let what = format!("{} {}", product.name, version.number).trim().to_owned();
    fact.statement = statement(&what, &fact);
    let maker = if product.vendor.is_empty() { product.name.clone() } else { product.vendor.clone() };
    let release = if fact.confidence == "low" { None } else { version.released };
    if unfinished {
        let floor = floor.map(|at| at.months_before(12));
        let what = format!("a test version of {what}");
        return Dated { fact, what, maker, floor, floor_strength: floor_strength.min(Strength::Medium), release: None };
    }
    Dated { fact, what, maker, floor, floor_strength, release }
}

/// The row of a product's version.
fn row_of(product: &str, number: &str) -> Option<Version> {
    places::version(product, number, version)
}

fn statement(what: &str, fact: &Fact) -> String {
    match (fact.earliest.is_empty(), fact.released.is_empty()) {
        (_, true) => format!("{what}: the release date is not known"),
        (true, false) => format!("{what} was released {}", when(&fact.released)),
        (false, false) if fact.earliest == fact.released => format!("{what} was released {}", when(&fact.released)),
        (false, false) => {
            let (released, earliest) = (when(&fact.released), plain_date(&fact.earliest));
            format!("{what} was released {released}; no build of it is known from before {earliest}")
        }
    }
}

/// A version, then with its last dotted part taken away until nothing is left: `9.05.1`, `9.05`, `9`, the empty one.
fn prefixes(version: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(version), |version| match version.rfind('.') {
        Some(dot) => version.get(..dot),
        None if version.is_empty() => None,
        None => Some(""),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn fact(field: Field, text: &str) -> String {
        Knowledge::embedded().software(field, text).map_or_else(String::new, |dated| dated.fact.id)
    }

    #[test]
    fn a_name_is_the_same_however_its_signs_and_blanks_are_written() {
        for (text, row) in [
            ("Microsoft® Word 2013", "microsoft-word/2013"),
            ("Microsoft(R) PowerPoint(R) 2013", "microsoft-powerpoint/2013"),
            ("Microsoft® PowerPoint® 2013", "microsoft-powerpoint/2013"),
            ("Microsoft® Excel® 2016", "microsoft-excel/2016"),
            ("Microsoft®\u{a0}Word\u{a0}2013", "microsoft-word/2013"),
            ("Microsoft\u{202f}®  Access® 2010", "microsoft-access/2010"),
            ("Microsoft™ Visio™ 2013\0", "microsoft-visio/2013"),
            ("Microsoft® Word Starter 2010", "microsoft-word/2010"),
            ("Microsoft® Office Word 2007", "microsoft-word/2007"),
            ("Microsoft® Word for Microsoft 365", "microsoft-word/Microsoft 365"),
            ("Microsoft® Word für Office 365", "microsoft-word/Office 365"),
            ("Microsoft® PowerPoint® Microsoft 365용", "microsoft-powerpoint/Microsoft 365"),
            ("Microsoft® Excel® для Microsoft 365", "microsoft-excel/Microsoft 365"),
            ("Microsoft® Excel® LTSC", "microsoft-excel/LTSC"),
            ("iText® 5.5.6 ©2000-2015 iText Group NV (AGPL-version)", "itext/5.5.6"),
            ("iText®\u{a0}Core 8.0.2", "itext/8.0.2"),
            ("GPL  Ghostscript\t9.05", "ghostscript/9.05"),
            ("Microsoft® PowerPoint® for the web", "microsoft-office-web/"),
            ("Word for the web", "microsoft-office-web/"),
            ("Microsoft Word for Mac 2019", "microsoft-word/2019"),
            ("GPL Ghostscript SVN PRE-RELEASE 8.62", "ghostscript/8.62"),
            ("OCRmyPDF 16.6.2 / Tesseract OCR-hOCR 5.5.0", "ocrmypdf/16.6.2"),
            ("Apple Keynote 5.1.1", "keynote/5.1.1"),
        ] {
            assert_eq!(fact(Field::Producer, text), format!("software:{row}"), "{text}");
        }
        assert_eq!(plain(" Acrobat(TM)\u{feff} Distiller®  4.0 "), "Acrobat Distiller 4.0");
    }

    #[test]
    fn what_leads_to_a_release_is_older_than_it_and_carries_less() {
        let knowledge = Knowledge::embedded();
        let of = |text: &str| knowledge.software(Field::Producer, text).unwrap();
        let finished = of("iText 7.1.4");
        assert_eq!(finished.floor_strength, Strength::Hard);
        for test in ["iText 7.1.4-SNAPSHOT", "iText® 7.1.4-SNAPSHOT ©2000-2018 iText Group NV", "iText 7.1.4 (beta)"]
        {
            let dated = of(test);
            assert_eq!(dated.fact.id, finished.fact.id, "{test}");
            assert_eq!(dated.floor, finished.floor.map(|at| at.months_before(12)), "{test}");
            assert_eq!((dated.floor_strength, dated.release), (Strength::Medium, None), "{test}");
        }
        for behind in
            ["-SNAPSHOT", ".dev0+12", "b2", "rc1", "-rc.1", " Beta 2", "+git20210312", "-12-g0a1b2c3", "~pre1"]
        {
            assert!(unfinished(behind), "{behind}");
        }
        for behind in [
            "",
            " (www.example.com)",
            "-2",
            " rev 5",
            " Professional",
            "a",
            " b 2",
            "-12-2013",
            " Build 7",
            " Macintosh",
        ] {
            assert!(!unfinished(behind), "{behind}");
        }
    }

    #[test]
    fn a_test_build_of_a_system_is_not_dated_by_the_release_it_led_to() {
        let of = |text: &str| Knowledge::embedded().software(Field::Producer, text).unwrap();
        let shipped = of("macOS Version 10.13.4 (Build 17E199) Quartz PDFContext");
        assert_eq!(shipped.fact.id, "software:macos-quartz/10.13.4");
        let listed = of("macOS Version 10.13.4 (Build 17E150g) Quartz PDFContext");
        assert_eq!(listed.fact.id, "software:apple-build/17E150g");
        assert_eq!(listed.floor, shipped.floor);
        assert!(listed.release < shipped.release);
        let unlisted = of("macOS Version 10.13.4 (Build 17E140a) Quartz PDFContext");
        assert_eq!(unlisted.fact.id, "software:macos-quartz/10.13.4");
        assert_eq!((unlisted.floor, unlisted.release), (shipped.floor, None));
    }

    /// Products of which several branches `x.y` are kept at a time.
    const SEVERAL: [&str; 8] =
        ["dompdf", "ios-quartz", "itext", "macos-quartz", "matplotlib", "openpdf", "qt", "scribus"];

    /// The numbers of a version, and the letter after them.
    fn numbers(version: &str) -> Option<(Vec<u32>, String)> {
        let digits = version.strip_prefix('m').unwrap_or(version);
        let (digits, letter) = match digits.strip_suffix(|last: char| last.is_ascii_lowercase()) {
            Some(rest) => (rest, digits.get(rest.len()..).unwrap_or_default()),
            None => (digits, ""),
        };
        let numbers = digits.split('.').map(str::parse).collect::<Result<Vec<u32>, _>>().ok()?;
        Some((numbers, letter.to_owned()))
    }

    fn branch(product: &str, numbers: &[u32]) -> (String, Vec<u32>) {
        let number = |at: usize| numbers.get(at).copied().unwrap_or(0);
        let branch = match product {
            // Builds of Office 2019 go on next to those of the channels.
            "word-build" => vec![number(0), number(1) / 100],
            // Each build is dated by the day of its compilation, and Windows keeps many alive.
            "riched20" => numbers.to_vec(),
            _ if SEVERAL.contains(&product) => vec![number(0), number(1)],
            _ => vec![number(0)],
        };
        (product.to_owned(), branch)
    }

    #[test]
    fn floors_follow_the_order_of_versions_and_none_is_after_the_release_before() {
        let mut branches: std::collections::BTreeMap<_, Vec<_>> = std::collections::BTreeMap::new();
        rows("versions", text("versions"), |row| {
            let (product, number, version) = (row.get("product")?, row.get("version")?, version(row)?);
            if let Some(order) = numbers(&number) {
                let branch = branch(&product, &order.0);
                branches.entry(branch).or_default().push((order, number, version));
            }
            Ok(())
        })
        .unwrap();
        let mut broken = Vec::new();
        for (branch, mut versions) in branches {
            versions.sort_by(|(first, number, _), (second, other, _)| (first, number).cmp(&(second, other)));
            let (mut released, mut floor) = (None, None);
            for (_, number, version) in &versions {
                let Some(earliest) = version.earliest else {
                    released = version.released.or(released);
                    continue;
                };
                if released.is_some_and(|released| earliest > released) {
                    broken.push(format!("{} {number}: its floor is after the release before it", branch.0));
                }
                if floor.is_some_and(|floor| earliest < floor) {
                    broken.push(format!("{} {number}: its floor is before that of the version before it", branch.0));
                }
                floor = Some(earliest);
                released = version.released.or(released);
            }
        }
        assert!(broken.is_empty(), "{} rows:\n{}", broken.len(), broken.join("\n"));
    }
}
