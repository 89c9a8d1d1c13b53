//! Why whoever looks at a document does not see something that is in it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The reasons for which something in a document is not seen. What each is called, how to see it all the same and what removing it
/// takes, a table says (`properties::concealments`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Concealment {
    /// An opaque surface was painted over it.
    Covered,
    /// A picture was drawn over it.
    CoveredByPicture,
    /// A pattern or a shading was painted over it.
    CoveredByPattern,
    /// It is dark on a dark ground: a marker in black.
    Blackened,
    /// An annotation lies over it: a box, a stamp.
    CoveredByAnnotation,
    /// It is marked for redaction, and the redaction was never carried out (ISO 32000-2, 12.5.6.23).
    RedactNotApplied,
    /// It has the colour of what lies under it.
    SameColour,
    /// It lies beyond the edge of the page or of what is shown of it.
    BeyondEdge,
    /// It is drawn in the invisible mode (ISO 32000-2, 9.3.6).
    Invisible,
    /// It is too small to be read.
    Tiny,
    /// It lies on a layer that is off (ISO 32000-2, 8.11).
    LayerOff,
    /// It lies on a layer that paper shows and screens do not.
    LayerPrintOnly,
    /// It lies on a layer that screens show and paper does not.
    LayerScreenOnly,

    /// The outline (the bookmarks) repeats words that no page shows.
    Outline,
    /// The structure for screen readers repeats words that no page shows (ISO 32000-2, 14.9).
    Structure,
    /// A font holds characters that no page uses.
    UnusedGlyphs,
    /// The name of a destination repeats words that no page shows.
    DestinationName,
    /// A form holds a value that it does not show.
    FormValue,
    /// An annotation holds words that the page does not show.
    AnnotationContents,
    /// A thumbnail shows the page as it was.
    PageThumbnail,
    /// Nothing in the document refers to it any more.
    Unreferenced,
    /// A program keeps it for itself (ISO 32000-2, 14.5).
    PieceInfo,
    /// The gaps that removed words left narrow down what they were (Bland, Iyer and Levchenko, PETS 2023).
    Positions,

    /// Only a part of the picture is shown.
    PictureCropped,
    /// A mask or something in front of it hides a part of the picture.
    PictureMasked,
    /// The thumbnail shows what the picture or the document no longer shows.
    Thumbnail,
    /// It follows the end of the file.
    BehindEnd,
    /// Dots that a colour printer put on the paper.
    PrinterDots,

    /// The shapes of the letters say something else than the characters that a search finds.
    FontLies,
    /// The file says it twice, and programs differ in which they believe.
    DuplicateKey,

    /// Instructions that a program may carry out.
    Script,
    /// Something that starts another program.
    Launch,
    /// Something that a program may fetch from elsewhere when the document is opened.
    Remote,

    /// It is set as hidden.
    SetHidden,
    /// It is on a hidden sheet.
    HiddenSheet,
    /// It is in a hidden row or column.
    HiddenCells,
    /// It is on a hidden slide.
    HiddenSlide,
    /// It is in a hidden shape.
    HiddenShape,
    /// The name of a range is hidden.
    HiddenName,
    /// It is a speaker's note.
    SpeakerNotes,
    /// It is a comment.
    Comment,
    /// It is left over from an older save.
    OlderSave,
    /// It lies behind a picture or a shape.
    BehindShape,
    /// It lies beside the slide.
    OffSlide,
    /// Figures that a workbook keeps from another one, or of the records behind a pivot table.
    CachedValues,
    /// The description of a picture for those who cannot see it.
    AltText,
    /// A variable or a property that the document keeps and does not show.
    DocumentVariable,
    /// A part that a program put in for its own use.
    CustomPart,
    /// Another document is attached or embedded.
    Attachment,
}
