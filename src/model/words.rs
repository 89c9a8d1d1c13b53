//! The words of a document, in one form whatever its format: what is written, where, how it is seen, and how it came there.

use crate::model::{Concealment, Locus, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;

/// In which part of a document words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Passage {
    /// The body: pages, paragraphs, cells, slides.
    Body,
    /// The head of pages.
    Header,
    /// The foot of pages.
    Footer,
    /// A footnote or an endnote.
    Footnote,
    /// A comment or an annotation.
    Comment,
    /// A box of text, a shape, a diagram.
    TextBox,
    /// Titles, names of axes and labels of a chart.
    Chart,
    /// What a speaker notes to a slide.
    SpeakerNotes,
    /// The value of a field of a form.
    FormField,
    /// The name of a sheet, a bookmark, a style.
    Name,
    /// What the file says of itself: titles, subjects, keywords.
    Metadata,
    /// The file's name.
    FileName,
}

/// Whether a reader sees words, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// They are shown.
    #[default]
    Shown,
    /// They are not, for this reason.
    Hidden(Concealment),
    /// A tracked change took them out.
    Deleted {
        /// Who did.
        by: Option<String>,
        /// When, as the program wrote it.
        at: Option<Moment>,
    },
}

/// How words came to be where they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Written {
    /// They are characters of the file as someone typed or pasted them.
    #[default]
    Typed,
    /// A page draws their glyphs; which characters these are, a table in the file says.
    Drawn,
    /// A program recognised them in a picture.
    Recognised,
    /// A field computed them; its kind: `DATE`, `AUTHOR`, `PAGE`.
    Field(String),
}

/// Words that belong together: a paragraph, a cell, a shape, the page of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What is written. Lines that the format ends are parted by `\n`.
    pub text: String,
    /// Where it is: page, paragraph, cell, slide; and the revision that brought it in, where that is known.
    pub locus: Locus,
    /// In which part of the document.
    pub passage: Passage,
    /// How it is seen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seen: Seen,
    /// How it came there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub written: Written,
    /// The language that the format states, as a tag of BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Words {
    /// Shown and typed words of a passage.
    #[must_use]
    pub fn new(text: impl Into<String>, passage: Passage, locus: Locus) -> Self {
        Self { text: text.into(), locus, passage, seen: Seen::default(), written: Written::default(), language: None }
    }

    /// Whether an author wrote them, as far as the format says: neither a field nor a program that reads pictures.
    #[must_use]
    pub fn is_written(&self) -> bool {
        matches!(self.written, Written::Typed | Written::Drawn)
    }
}

impl fmt::Display for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Body => "the text",
            Self::Header => "a page header",
            Self::Footer => "a page footer",
            Self::Footnote => "a note",
            Self::Comment => "a comment",
            Self::TextBox => "a text box",
            Self::Chart => "a chart",
            Self::SpeakerNotes => "the speaker's notes",
            Self::FormField => "a field of a form",
            Self::Name => "a name",
            Self::Metadata => "the file's description of itself",
            Self::FileName => "the file's name",
        })
    }
}
