//! The properties that this reader hands over.

use crate::model::{Concealment, Editability, Property, Role};
use crate::properties::keys;
use Editability::{F1, F2, F3};

/// `%PDF-1.7` in the file's head (7.5.2).
pub const HEADER: Property = Property::new("pdf.version", Role::FormatVersion, F2);
/// `/Version` of the catalog (7.7.2), which overrides the header.
pub const CATALOG_VERSION: Property = Property::new("pdf.catalog.Version", Role::FormatVersion, F2);
/// A feature that dates the writer.
pub const FEATURE: Property = Property::new("pdf.feature", Role::Feature, F1);
/// The revision of the standard security handler (7.6.4).
pub const ENCRYPTION: Property = Property::new("pdf.encryption.revision", Role::Feature, F1);
/// The first half of the trailer's `/ID`: set when the file was made (14.4).
pub const ID_PERMANENT: Property = Property::new(keys::FILE_ID_PERMANENT, Role::Identifier, F2);
/// The second half: set at every save.
pub const ID_CHANGING: Property = Property::new(keys::FILE_ID_CHANGING, Role::Identifier, F2);
/// Bytes after the last marker.
pub const TRAILING: Property = Property::plain(keys::TRAILING_BYTES, F2);
/// A revision whose bytes are there and that the chain does not reach.
pub const ORPHAN_REVISION: Property = Property::plain("pdf.orphan-revision", F1);
/// A save that ExifTool added, by the comment with which it marks it.
pub const EXIFTOOL_UPDATE: Property = Property::plain(keys::EXIFTOOL_UPDATE, F1);
/// A save after which the document information, or the packet of metadata, is no longer there.
pub const DESCRIPTION_REMOVED: Property = Property::new("pdf.description-removed", Role::DescriptionRemoved, F1);
/// The number of pages.
pub const PAGES: Property = Property::plain("pdf.pages", F1);
/// How many pages draw pictures and no words, and which.
pub const PAGES_WITHOUT_WORDS: Property = Property::plain(keys::PAGES_WITHOUT_WORDS, F1);

/// The document information dictionary (14.3.3, table 349).
pub const INFO: &[(&[u8], Property)] = &[
    (b"CreationDate", Property::new(keys::INFORMATION_CREATED, Role::Created, F2)),
    (b"ModDate", Property::new(keys::INFORMATION_MODIFIED, Role::Modified, F2)),
    (b"Producer", Property::new(keys::INFORMATION_PRODUCER, Role::Producer, F2)),
    (b"Creator", Property::new(keys::INFORMATION_CREATOR, Role::Creator, F2)),
    (b"Author", Property::new(keys::INFORMATION_AUTHOR, Role::Author, F3)),
    (b"Title", Property::new(keys::INFORMATION_TITLE, Role::Title, F3)),
    (b"Subject", Property::new("pdf.info.Subject", Role::Subject, F3)),
    (b"Keywords", Property::plain("pdf.info.Keywords", F3)),
    (b"Trapped", Property::plain("pdf.info.Trapped", F2)),
    // Not of the standard, but written by programs that matter for dates.
    (b"PTEX.Fullbanner", Property::new("pdf.info.PTEX.Fullbanner", Role::Banner, F2)),
    (b"SourceModified", Property::new("pdf.info.SourceModified", Role::PartTime, F2)),
];

/// Whether an Info key holds a date.
#[must_use]
pub fn is_date(key: &[u8]) -> bool {
    matches!(key, b"CreationDate" | b"ModDate" | b"SourceModified")
}

/// The words of a page, as they are drawn.
pub const PAGE_TEXT: Property = Property::new(keys::PAGE_TEXT, Role::PageText, F1);
/// The words of a page that is a picture, from the invisible layer that recognition of characters put under it.
pub const PAGE_TEXT_RECOGNISED: Property = Property::new(keys::PAGE_TEXT_RECOGNISED, Role::PageText, F1);
/// How many glyphs have no known character: text that cannot be searched or copied.
pub const PAGE_TEXT_UNKNOWN: Property = Property::plain(keys::PAGE_TEXT_UNKNOWN, F1);
/// Words of a page that it draws and that nobody sees, since a surface was painted over them; the path says how many and where.
pub const PAGE_TEXT_COVERED: Property = Property::plain(keys::PAGE_TEXT_COVERED, F1).hidden(Concealment::Covered);
/// The same, since they have the colour of what lies under them.
pub const PAGE_TEXT_SAME_COLOUR: Property =
    Property::plain(keys::PAGE_TEXT_SAME_COLOUR, F1).hidden(Concealment::SameColour);
/// The same, since they are beyond the edge of the page.
pub const PAGE_TEXT_BEYOND: Property = Property::plain(keys::PAGE_TEXT_BEYOND, F1).hidden(Concealment::BeyondEdge);
/// The same, since they are drawn in the invisible mode.
pub const PAGE_TEXT_INVISIBLE: Property = Property::plain(keys::PAGE_TEXT_INVISIBLE, F1).hidden(Concealment::Invisible);
/// The same, under or on a dark bar as one draws it to black words out.
pub const PAGE_TEXT_BARRED: Property = Property::plain(keys::PAGE_TEXT_BARRED, F1).hidden(Concealment::Covered);
/// The same, in dark letters on a dark bar.
pub const PAGE_TEXT_BLACKENED: Property = Property::plain(keys::PAGE_TEXT_BLACKENED, F1).hidden(Concealment::Blackened);
/// A bar in a line of words under which nothing is: how many characters of the line it holds.
pub const GAP: Property = Property::plain("pdf.page.gap", F1).hidden(Concealment::Positions);
/// A picture of which a page shows a part, as its edge is cut off.
pub const PICTURE_CROPPED: Property =
    Property::plain("pdf.page.picture.cropped", F1).hidden(Concealment::PictureCropped);
/// A picture on which dark boxes lie.
pub const PICTURE_COVERED: Property =
    Property::plain("pdf.page.picture.covered", F1).hidden(Concealment::PictureMasked);
/// The same, since a picture lies over them.
pub const PAGE_TEXT_UNDER_PICTURE: Property =
    Property::plain(keys::PAGE_TEXT_UNDER_PICTURE, F1).hidden(Concealment::CoveredByPicture);
/// The same, since a pattern lies over them.
pub const PAGE_TEXT_UNDER_PATTERN: Property =
    Property::plain(keys::PAGE_TEXT_UNDER_PATTERN, F1).hidden(Concealment::CoveredByPattern);
/// The same, since an annotation lies over them.
pub const PAGE_TEXT_UNDER_ANNOTATION: Property =
    Property::plain(keys::PAGE_TEXT_UNDER_ANNOTATION, F1).hidden(Concealment::CoveredByAnnotation);
/// Words that an annotation marks for redaction, and that are still there.
pub const PAGE_TEXT_MARKED: Property =
    Property::plain(keys::PAGE_TEXT_MARKED, F1).hidden(Concealment::RedactNotApplied);
/// Words that are too small to be read.
pub const PAGE_TEXT_TINY: Property = Property::plain(keys::PAGE_TEXT_TINY, F1).hidden(Concealment::Tiny);
/// Words on a layer that is off.
pub const PAGE_TEXT_LAYER_OFF: Property = Property::plain(keys::PAGE_TEXT_LAYER_OFF, F1).hidden(Concealment::LayerOff);
/// Words on a layer that paper alone shows.
pub const PAGE_TEXT_LAYER_PRINT: Property =
    Property::plain(keys::PAGE_TEXT_LAYER_PRINT, F1).hidden(Concealment::LayerPrintOnly);
/// Words on a layer that screens alone show.
pub const PAGE_TEXT_LAYER_SCREEN: Property =
    Property::plain(keys::PAGE_TEXT_LAYER_SCREEN, F1).hidden(Concealment::LayerScreenOnly);
/// Words of one page are cut after so many bytes.
pub const PAGE_TEXT_LENGTH: usize = 64 << 10;

/// Words in an object that no state of the document shows.
pub const UNREFERENCED_TEXT: Property = Property::plain(keys::UNREFERENCED_TEXT, F1).hidden(Concealment::Unreferenced);
/// How many objects are after the last end marker, outside of every save.
pub const TRAILING_OBJECTS: Property = Property::plain(keys::TRAILING_OBJECTS, F1);

/// The value of a text field.
pub const FIELD_VALUE: Property = Property::plain(keys::FIELD_VALUE, F2);
/// The words that the page shows in the place of that field.
pub const FIELD_SHOWN: Property = Property::plain(keys::FIELD_SHOWN, F2);
