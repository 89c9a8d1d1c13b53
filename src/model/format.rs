//! What is asked of a format besides its name: whether it is known, by what, and of which class it is.

use crate::model::Format;

/// What a file was identified by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifiedBy {
    /// By nothing: nobody looked.
    Nothing,
    /// By the ending of its name alone.
    Name,
    /// By what a container holds: its streams, its parts.
    Container,
    /// By bytes at known places.
    Signature,
}

/// Classes of formats that are treated alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatClass {
    /// PDF.
    Pdf,
    /// What holds files: archives, and folders of mail.
    Archive,
    /// Pictures.
    Picture,
    /// Everything else.
    Other,
}

/// The basis of a format that only the ending of a name says.
pub const BY_NAME: &str = "extension only";
/// How a report that is published says the same.
pub const BY_NAME_IN_PUBLIC: &str = "extension";
/// The name of a format that nobody knows.
pub const UNKNOWN: &str = "unknown";
/// The name of PDF.
pub const PDF: &str = "PDF";

/// Formats of the classes, by name.
pub const CLASSES: &[(FormatClass, &[&str])] = &[
    (FormatClass::Pdf, &[PDF]),
    (
        FormatClass::Archive,
        &[
            "ZIP archive",
            "7z archive",
            "RAR archive",
            "tar archive",
            "gzip archive",
            "bzip2 archive",
            "xz archive",
            "Zstandard archive",
            "Windows cabinet",
            "ISO 9660 image",
            "Outlook folders",
            "Mailbox (mbox)",
            "TNEF (winmail.dat)",
        ],
    ),
    (
        FormatClass::Picture,
        &[
            "JPEG stream",
            "JPEG with JFIF header",
            "JPEG with Exif header",
            "PNG image",
            "TIFF image",
            "GIF image",
            "HEIF image",
            "AVIF image",
        ],
    ),
];

impl Format {
    /// The class of the format.
    #[must_use]
    pub fn class(&self) -> FormatClass {
        let of_class = CLASSES.iter().find(|(_, names)| names.contains(&self.name.as_str()));
        of_class.map_or(FormatClass::Other, |(class, _)| *class)
    }

    /// Whether no content says what the file is; its name may.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.name.is_empty() || self.name.starts_with(UNKNOWN)
    }

    /// What the identification rests on. The words are those in which readers tell their basis.
    #[must_use]
    pub fn identified_by(&self) -> IdentifiedBy {
        match self.basis.as_str() {
            "" => IdentifiedBy::Nothing,
            BY_NAME | BY_NAME_IN_PUBLIC => IdentifiedBy::Name,
            basis if basis.contains("stream") || basis.contains("part") => IdentifiedBy::Container,
            _ => IdentifiedBy::Signature,
        }
    }
}
