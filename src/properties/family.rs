//! Families of properties: of which format a value speaks, by how its key begins.

use crate::model::Evidence;
use crate::properties::keys;

/// A family of properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Of a PDF and what it holds.
    Pdf,
    /// Of an Office document of 2007 or later (Office Open XML).
    OfficeOpen,
    /// Of an OpenDocument document.
    OpenDocument,
    /// Of a compound file, mostly an old Office document.
    Compound,
    /// Of an RTF file.
    Rtf,
    /// Of a picture that is a file by itself.
    Image,
    /// Of a film or of sound.
    Media,
    /// Of a page of the web.
    Web,
    /// Of a book.
    Book,
    /// Of a shortcut or an owner file.
    Shortcut,
    /// Of an archive or a package.
    Zip,
    /// Of another archive of files, of a compressed file, or of an image of a disc.
    Archive,
    /// Of a RAR archive.
    Rar,
    /// Of a 7z archive.
    SevenZip,
    /// Of a part, told by what holds it.
    Part,
    /// Of any file.
    File,
    /// Of a printer's settings.
    Printer,
    /// Of the header that a Macintosh put before a file.
    MacBinary,
    /// Of the add-in Grammarly.
    Grammarly,
    /// Of the words of a document, whatever its format.
    Words,
    /// Of a plain text.
    PlainText,
    /// Of a mail or a mailbox.
    Mail,
    /// Of a message of Outlook, or of a mailbox of it.
    Outlook,
    /// Of a document of Pages, Numbers or Keynote.
    IWork,
    /// Of what a Macintosh knows of a file beside its bytes.
    Macintosh,
    /// Of a download.
    Download,
    /// Of content credentials, whatever file has them.
    Credentials,
}

/// Families by the first word of their keys.
pub const FAMILIES: &[(&str, Family)] = &[
    ("pdf", Family::Pdf),
    ("ooxml", Family::OfficeOpen),
    ("odf", Family::OpenDocument),
    ("ole", Family::Compound),
    ("rtf", Family::Rtf),
    ("image", Family::Image),
    ("media", Family::Media),
    ("html", Family::Web),
    ("epub", Family::Book),
    ("shortcut", Family::Shortcut),
    ("owner-file", Family::Shortcut),
    ("zip", Family::Zip),
    ("tar", Family::Archive),
    ("gzip", Family::Archive),
    ("bzip2", Family::Archive),
    ("xz", Family::Archive),
    ("zstd", Family::Archive),
    ("cab", Family::Archive),
    ("iso", Family::Archive),
    ("rar", Family::Rar),
    ("seven-zip", Family::SevenZip),
    ("part", Family::Part),
    ("file", Family::File),
    ("printer", Family::Printer),
    ("macbinary", Family::MacBinary),
    ("grammarly", Family::Grammarly),
    ("words", Family::Words),
    ("text", Family::PlainText),
    ("mail", Family::Mail),
    ("mapi", Family::Outlook),
    ("pst", Family::Outlook),
    ("credentials", Family::Credentials),
    ("macintosh", Family::Macintosh),
    ("iwork", Family::IWork),
    ("download", Family::Download),
];

impl Family {
    /// The family of a key.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        let (first, _) = key.split_once('.')?;
        FAMILIES.iter().find(|(word, _)| *word == first).map(|(_, family)| *family)
    }

    /// Whether it speaks of a document of Office, old or new, of OpenDocument, or of RTF.
    #[must_use]
    pub fn is_office(self) -> bool {
        matches!(self, Self::OfficeOpen | Self::OpenDocument) || self.is_old_office()
    }

    /// Whether it speaks of a document of Office in a format before 2007, or of RTF.
    #[must_use]
    pub fn is_old_office(self) -> bool {
        matches!(self, Self::Compound | Self::Rtf)
    }
}

impl Evidence {
    /// The family of its property.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        Family::of(&self.property)
    }

    /// Whether it is of a document of Office, old or new, or of RTF.
    #[must_use]
    pub fn is_of_office(&self) -> bool {
        self.family().is_some_and(Family::is_office)
    }

    /// Whether its property is one of these.
    #[must_use]
    pub fn is_one_of(&self, keys: &[&str]) -> bool {
        keys.contains(&self.property.as_str())
    }

    /// Whether it is a date of the last change, which a save that changes nothing leaves as it is.
    #[must_use]
    pub fn is_of_the_last_change(&self) -> bool {
        self.property == keys::ODF_MODIFIED
    }

    /// Whether a table of the file names it and nothing in the file need use it.
    #[must_use]
    pub fn is_only_listed(&self) -> bool {
        self.is_one_of(keys::LISTED)
    }
}
