//! Pages that are pictures: what they say was not read, unless somebody gave the words that a program recognised in them.

use crate::model::{Extraction, FormatClass, PageNumbers, Passage, Words, Written};
use crate::properties::keys;

/// Pages whose words were not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// How many.
    pub pages: usize,
    /// Whether the document has no other words.
    pub is_all: bool,
}

/// The pages of a document that are pictures and whose words were not read; none where there is no such page.
#[must_use]
pub fn unread(read: &Extraction) -> Option<Unread> {
    let has_words = read.words.iter().any(is_of_the_document);
    if read.format.class() == FormatClass::Picture {
        return (!has_words).then_some(Unread { pages: 1, is_all: true });
    }
    let told = read.evidence.iter().find(|evidence| evidence.property == keys::PAGES_WITHOUT_WORDS)?;
    let PageNumbers(mut pages) = told.locus.path.parse().ok()?;
    for words in read.words.iter().filter(|words| words.written == Written::Recognised) {
        // Words of pages that nobody parted may be those of any.
        pages.remove(&words.locus.page()?);
    }
    (!pages.is_empty()).then_some(Unread { pages: pages.len(), is_all: !has_words })
}

/// Whether words are what a document says, not what is said of it.
fn is_of_the_document(words: &Words) -> bool {
    !matches!(words.passage, Passage::Metadata | Passage::FileName | Passage::Name)
}

impl Unread {
    /// Why nothing can be said of the words of a document that has no others.
    #[must_use]
    pub fn why(self, read: &Extraction) -> &'static str {
        if read.format.class() == FormatClass::Picture {
            "Not tested: it is a picture, and valla reads no words in pictures. Give recognised words with --words."
        } else {
            "Not tested: its pages are pictures, and valla reads no words in pictures. Give recognised words with --words."
        }
    }

    /// What is to be added where other words were tested.
    #[must_use]
    pub fn beside(self) -> String {
        match self.pages {
            1 => " One page is a picture, and its words were not read.".to_owned(),
            pages => format!(" {pages} pages are pictures, and their words were not read."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Editability, Evidence, EvidenceId, Format, Locus, Reading, Status, Value};

    fn place(path: &str) -> Locus {
        Locus { path: path.to_owned(), ..Locus::default() }
    }

    fn reading(format: &str, without: Option<&str>, words: &[(&str, Passage, Written)]) -> Extraction {
        let told = without.map(|path| Evidence {
            id: EvidenceId::numbered(1),
            property: keys::PAGES_WITHOUT_WORDS.to_owned(),
            role: None,
            raw: String::new(),
            value: Reading::Present(Value::Number(1)),
            locus: place(path),
            editability: Editability::F1,
            hidden: None,
        });
        let run = |(path, passage, written): &(&str, Passage, Written)| Words {
            written: written.clone(),
            ..Words::new("said", *passage, place(path))
        };
        Extraction {
            format: Format { name: format.to_owned(), ..Format::default() },
            status: Status::Ok,
            reduced: false,
            limits: vec![],
            warnings: vec![],
            revisions: vec![],
            signatures: vec![],
            edits: vec![],
            comparisons: vec![],
            preview: None,
            hidden_places: vec![],
            likeness: vec![],
            evidence: told.into_iter().collect(),
            words: words.iter().map(run).collect(),
            children: vec![],
        }
    }

    #[test]
    fn pages_are_read_once_their_words_are_given() {
        use Passage::{Body, Metadata};
        use Written::{Drawn, Recognised, Typed};
        let all = Some(Unread { pages: 3, is_all: true });
        let some = |pages| Some(Unread { pages, is_all: false });
        for (without, words, expected) in [
            (Some("pages 1 to 3"), &[][..], all),
            (Some("pages 1 to 3"), &[("Title", Metadata, Typed)], all),
            (Some("pages 1 to 3"), &[("page 4", Body, Drawn)], some(3)),
            (Some("pages 1 to 3"), &[("page 2", Body, Recognised)], some(2)),
            (Some("page 2"), &[("page 2", Body, Recognised)], None),
            (Some("pages 1 to 3"), &[("the recognised text", Body, Recognised)], None),
            (None, &[], None),
        ] {
            assert_eq!(unread(&reading("PDF", without, words)), expected, "{without:?}, {words:?}");
        }
        let picture = "PNG image";
        assert_eq!(unread(&reading(picture, None, &[])), Some(Unread { pages: 1, is_all: true }));
        assert_eq!(unread(&reading(picture, None, &[("page 1", Body, Recognised)])), None);
        assert_eq!(unread(&reading("Plain text", None, &[])), None);
    }
}
