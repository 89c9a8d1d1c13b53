//! What an object of a PDF is: a type in the code, words in the record.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What an object of a PDF is (ISO 32000-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ObjectKind {
    /// The document information (14.3.3).
    Information,
    /// The catalog (7.7.2).
    Catalog,
    /// Another catalog than the one that the trailer named before.
    OtherCatalog,
    /// A metadata packet (14.3.2).
    Metadata,
    /// What a page draws by itself (7.7.3.3).
    PageContent,
    /// An image that a page draws.
    PageImage,
    /// A form `XObject` that a page draws (8.10).
    PageDrawing,
    /// A font that a page uses, or a part of one.
    PageFont,
    /// A page.
    Page,
    /// A node of the page tree.
    PageTree,
    /// An annotation (12.5), with its subtype where it names one.
    Annotation(Option<String>),
    /// A field of a form (12.7.4).
    FormField,
    /// A field of a form that is its own annotation (12.5.6.19).
    Widget,
    /// The form as a whole (12.7.3).
    Form,
    /// The data of a form of XFA (12.7.8).
    FormData,
    /// A signature (12.8).
    Signature,
    /// A document time-stamp (12.8.5).
    DocumentTimeStamp,
    /// The validation data of signatures (12.8.4.3).
    SecurityStore,
    /// A file specification (7.11).
    FileSpecification,
    /// An embedded file (7.11.4).
    EmbeddedFile,
    /// An image that no page is known to draw.
    Image,
    /// A form `XObject` that no page is known to draw.
    Drawing,
    /// A font that no page is known to use.
    Font,
    /// A descriptor of such a font.
    FontDescriptor,
    /// A graphics state.
    GraphicsState,
    /// The outline, or an item of it.
    Outline,
    /// A stream that says nothing of its kind.
    Stream,
    /// A dictionary that says nothing of its kind.
    Dictionary,
    /// An array.
    Array,
    /// A number by itself.
    Number,
    /// Another value by itself.
    Value,
    /// An object that could not be found before the save that took it away.
    Unknown,
    /// An object that could not be read.
    Unreadable,
    /// What the object calls itself.
    Named(String),
}

/// What is between the kind of an object and its number.
const NUMBER: &str = ", object ";

/// Kinds and their words in the record.
const WORDS: &[(ObjectKind, &str)] = &[
    (ObjectKind::Information, "document information"),
    (ObjectKind::Catalog, "catalog"),
    (ObjectKind::OtherCatalog, "catalog (the trailer names another than before)"),
    (ObjectKind::Metadata, "metadata packet"),
    (ObjectKind::PageContent, "page content"),
    (ObjectKind::PageImage, "image of a page"),
    (ObjectKind::PageDrawing, "drawing of a page (form XObject)"),
    (ObjectKind::PageFont, "font of a page"),
    (ObjectKind::Page, "page"),
    (ObjectKind::PageTree, "page tree"),
    (ObjectKind::Annotation(None), "annotation"),
    (ObjectKind::FormField, "form field"),
    (ObjectKind::Widget, "form field (widget annotation)"),
    (ObjectKind::Form, "form"),
    (ObjectKind::FormData, "XFA form data"),
    (ObjectKind::Signature, "signature"),
    (ObjectKind::DocumentTimeStamp, "document time-stamp"),
    (ObjectKind::SecurityStore, "document security store"),
    (ObjectKind::FileSpecification, "file specification"),
    (ObjectKind::EmbeddedFile, "embedded file"),
    (ObjectKind::Image, "image"),
    (ObjectKind::Drawing, "form (drawn content)"),
    (ObjectKind::Font, "font"),
    (ObjectKind::FontDescriptor, "font descriptor"),
    (ObjectKind::GraphicsState, "graphics state"),
    (ObjectKind::Outline, "outline"),
    (ObjectKind::Stream, "stream"),
    (ObjectKind::Dictionary, "dictionary"),
    (ObjectKind::Array, "array"),
    (ObjectKind::Number, "number (a stream's length)"),
    (ObjectKind::Value, "value"),
    (ObjectKind::Unknown, "object"),
    (ObjectKind::Unreadable, "unreadable object"),
];

impl ObjectKind {
    /// An object with its kind, as a sentence names what covers words: `form field, object 12 0`.
    #[must_use]
    pub fn with_number(&self, object: &str) -> String {
        format!("{self}{NUMBER}{object}")
    }

    /// The kind of an object that was named with its kind.
    #[must_use]
    pub fn of_numbered(text: &str) -> Self {
        Self::from(text.rsplit_once(NUMBER).map_or(text, |(kind, _)| kind))
    }

    /// Whether it says something of the document and draws nothing.
    #[must_use]
    pub fn is_metadata(&self) -> bool {
        matches!(self, Self::Information | Self::Metadata)
    }

    /// Whether it is the catalog, this one or another than before.
    #[must_use]
    pub fn is_catalog(&self) -> bool {
        matches!(self, Self::Catalog | Self::OtherCatalog)
    }

    /// Whether it is a field of a form.
    #[must_use]
    pub fn is_form_field(&self) -> bool {
        matches!(self, Self::FormField | Self::Widget)
    }

    /// Whether it is an annotation that is no field of a form.
    #[must_use]
    pub fn is_annotation(&self) -> bool {
        matches!(self, Self::Annotation(_))
    }

    /// Whether a page draws it as a picture or a drawing.
    #[must_use]
    pub fn is_drawing_of_page(&self) -> bool {
        matches!(self, Self::PageImage | Self::PageDrawing)
    }

    /// Whether a page draws or writes with it.
    #[must_use]
    pub fn serves_page(&self) -> bool {
        *self == Self::PageFont || self.is_drawing_of_page()
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Annotation(Some(subtype)) => write!(f, "annotation ({subtype})"),
            Self::Named(name) => f.write_str(name),
            kind => f.write_str(WORDS.iter().find(|(known, _)| known == kind).map_or("", |(_, words)| words)),
        }
    }
}

impl From<&str> for ObjectKind {
    fn from(text: &str) -> Self {
        if let Some((kind, _)) = WORDS.iter().find(|(_, words)| *words == text) {
            return kind.clone();
        }
        let subtype = text.strip_prefix("annotation (").and_then(|rest| rest.strip_suffix(')'));
        subtype.map_or_else(|| Self::Named(text.to_owned()), |subtype| Self::Annotation(Some(subtype.to_owned())))
    }
}

impl From<String> for ObjectKind {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<ObjectKind> for String {
    fn from(kind: ObjectKind) -> Self {
        kind.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        for (kind, words) in WORDS {
            assert_eq!(&kind.to_string(), words);
            assert_eq!(&ObjectKind::from(*words), kind);
        }
        let unique: std::collections::BTreeSet<&str> = WORDS.iter().map(|(_, words)| *words).collect();
        assert_eq!(unique.len(), WORDS.len());
        for text in ["annotation (FreeText)", "annotation (a) (b)", "Encoding", ""] {
            assert_eq!(ObjectKind::from(text).to_string(), text);
        }
        let field = ObjectKind::Widget.with_number("12 0");
        assert_eq!(ObjectKind::of_numbered(&field), ObjectKind::Widget, "{field}");
        assert_eq!(ObjectKind::from("annotation (Ink)"), ObjectKind::Annotation(Some("Ink".to_owned())));
    }
}
