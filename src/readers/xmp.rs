//! XMP packets (ISO 16684-1:2019): attribute and element form, UTF-8, UTF-16 and UTF-32, any prefix. Names are resolved by
//! namespace; entities of a document type are never expanded, so no packet can grow.
//!
//! # Incomplete support
//! Values are read to two levels of structure (arrays, and structures in arrays such as `xmpMM:History`). Deeper
//! structures are passed over.

use crate::formats::xml::encoding::{Decoded, decode};
use crate::formats::xml::{Closed, Element, Markup, Walker};
use crate::model::Branch;
use crate::model::{ByteRange, Evidence, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::dates;
use std::ops::Range;

/// Values longer than this are cut: they are thumbnails and embedded documents, not statements.
const VALUE_LIMIT: usize = 4_096;
/// More values than this in one packet are not read.
const VALUES_LIMIT: usize = 20_000;

/// Whose packet it is: it decides what its dates speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The catalog's: it speaks of the document.
    Document,
    /// Another object's (an image, a page, a font): it speaks of that part.
    Part,
    /// A picture's that is a file by itself: it speaks of the file.
    Picture,
    /// Nobody's: found between the objects, or in an object that nothing refers to.
    Orphan,
}

impl Owner {
    /// The branch of the properties.
    #[must_use]
    pub fn branch(self) -> Branch {
        match self {
            Self::Document => keys::PACKET,
            Self::Part => keys::PACKET_OF_PART,
            Self::Picture => keys::PACKET_OF_PICTURE,
            Self::Orphan => keys::PACKET_OF_NOBODY,
        }
    }
}

/// Namespace, and the prefix by which its properties are named here.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM"),
    ("http://ns.adobe.com/pdf/1.3/", "pdf"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://www.aiim.org/pdfa/ns/id/", "pdfaid"),
    ("http://www.aiim.org/pdfua/ns/id/", "pdfuaid"),
    ("http://ns.adobe.com/pdfx/1.3/", "pdfx"),
    ("http://www.npes.org/pdfx/ns/id/", "pdfxid"),
    ("http://ns.adobe.com/photoshop/1.0/", "photoshop"),
    ("http://ns.adobe.com/xap/1.0/sType/ResourceEvent#", "stEvt"),
    ("http://ns.adobe.com/xap/1.0/sType/ResourceRef#", "stRef"),
    ("http://ns.adobe.com/xap/1.0/t/pg/", "xmpTPg"),
    ("http://ns.adobe.com/exif/1.0/", "exif"),
    ("http://ns.adobe.com/tiff/1.0/", "tiff"),
    ("http://ns.adobe.com/xmp/note/", "xmpNote"),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "Iptc4xmpCore"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("adobe:ns:meta/", "x"),
];

/// The prefix of a namespace; `w3` for what the W3C itself defines, which states nothing.
fn short(uri: &str) -> &'static str {
    let known = NAMESPACES.iter().find(|(known, _)| *known == uri).map(|(_, prefix)| *prefix);
    known.unwrap_or(if uri.starts_with("http://www.w3.org/") { "w3" } else { "" })
}

/// What a prefix means that a packet uses without declaring it: what it means everywhere else.
fn assumed(prefix: &str) -> &'static str {
    let known = NAMESPACES.iter().find(|(_, known)| *known == prefix).map(|(_, known)| *known);
    known.unwrap_or(match prefix {
        "xap" => "xmp",
        "xapMM" => "xmpMM",
        "xml" => "w3",
        _ => "",
    })
}

/// A packet found in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packet {
    /// From the first byte to after the last.
    pub range: Range<usize>,
}

/// Packets by their `<?xpacket begin` wrapper, in UTF-8 and in UTF-16 of either order.
#[must_use]
pub fn packets(bytes: &[u8], limit: usize) -> Vec<Packet> {
    let wide = |text: &[u8], big: bool| -> Vec<u8> {
        text.iter().flat_map(|&byte| if big { [0, byte] } else { [byte, 0] }).collect()
    };
    let (begin, end) = (b"<?xpacket begin".as_slice(), b"<?xpacket end".as_slice());
    let forms = [
        (begin.to_vec(), end.to_vec(), 1),
        (wide(begin, true), wide(end, true), 1),
        (wide(begin, false), wide(end, false), 2),
    ];
    let mut found = Vec::new();
    // The third is how many bytes the closing `>` has from its own byte on.
    for (begin, end, unit) in forms {
        for start in memchr::memmem::find_iter(bytes, &begin).take(limit) {
            let rest = bytes.get(start..).unwrap_or_default();
            let Some(close) = memchr::memmem::find(rest, &end) else { continue };
            let tail = rest.get(close..).unwrap_or_default();
            let length = memchr::memmem::find(tail, b">").map_or(tail.len(), |at| at + unit);
            found.push(Packet { range: start..start + close + length });
        }
    }
    found.sort_by_key(|packet| packet.range.start);
    // UTF-16 of one order, read one byte later, looks like the other.
    found.dedup_by(|second, first| second.range.start < first.range.end);
    found
}

/// Hands over all values of a packet.
///
/// `base` is the locus of the whole packet; `direct` says that the packet's bytes are in the file as they are, so that
/// values get absolute ranges.
pub fn read(packet: &[u8], owner: Owner, base: &Locus, direct: bool, intake: &mut Intake) {
    let decoded = decode(packet);
    let mut walker = Walker::new(&decoded.text, short, DEPTH).assuming(assumed);
    let mut collector = Collector { owner, base, direct, decoded: &decoded, packet, intake, values: 0 };
    let mut stack: Vec<Frame> = Vec::new();
    while let Some(markup) = walker.next() {
        match markup {
            Markup::Open(element) => {
                let frame = Frame::of(&element);
                collector.attributes(&element, &frame, &stack);
                stack.push(frame);
            }
            Markup::Close(closed) => {
                if let Some(frame) = stack.pop() {
                    collector.element(&frame, &closed, &mut stack);
                }
            }
        }
        if collector.values >= VALUES_LIMIT {
            collector.intake.limit("xmp-values", VALUES_LIMIT as u64, base.to_string());
            break;
        }
    }
    // What the packet was cut off in has its text all the same.
    if let (Some(frame), Some(closed)) = (stack.pop(), walker.unfinished()) {
        collector.element(&frame, &closed, &mut stack);
    }
    let mut warn = |code: &str, message: String| collector.intake.warn(code, message, Some(base.clone()));
    let too_deep = walker.broken.as_ref().is_some_and(|why| why.contains("nested"));
    if let Some(why) = &walker.broken {
        warn("xmp-not-well-formed", format!("an XMP packet is broken: {why}"));
    }
    if walker.document_type {
        let message = "an XMP packet declares a document type; valla does not expand its entities";
        warn("xmp-document-type", message.to_owned());
    }
    if walker.bare_ampersand {
        let message = "an XMP packet writes & where it must write &amp;; valla reads it as it stands";
        warn("xmp-not-well-formed", message.to_owned());
    }
    let guessed: Vec<&str> = walker.undeclared.iter().copied().filter(|prefix| !assumed(prefix).is_empty()).collect();
    if !guessed.is_empty() {
        let message = format!(
            "an XMP packet uses {} without declaring what it means; valla takes it to mean what it usually does",
            guessed.join(", ")
        );
        warn("xmp-undeclared-prefix", message);
    }
    if too_deep {
        collector.intake.limit("xmp-depth", DEPTH, base.to_string());
    }
}

/// Deeper elements are not followed.
const DEPTH: u64 = 64;

#[derive(Debug)]
struct Frame {
    /// Its name, with the prefix that it is known by here.
    name: String,
    rdf: Option<String>,
    /// Items counted so far, for arrays.
    items: usize,
    /// Whether it holds other elements.
    structured: bool,
}

impl Frame {
    fn of(element: &Element<'_, '_>) -> Self {
        let rdf = (element.space == "rdf").then(|| element.name.to_owned());
        Self { name: qualified(element.space, element.name), rdf, items: 0, structured: false }
    }
}

fn qualified(space: &str, local: &str) -> String {
    if matches!(space, "" | "w3") { local.to_owned() } else { format!("{space}:{local}") }
}

/// An element ends: what holds it knows that it is no plain text, and an array that it has one item more.
fn close(frame: &Frame, stack: &mut [Frame]) {
    if let Some(parent) = stack.last_mut() {
        parent.structured = true;
        if frame.rdf.as_deref() == Some("li") {
            parent.items += 1;
        }
    }
}

struct Collector<'a> {
    owner: Owner,
    base: &'a Locus,
    direct: bool,
    decoded: &'a Decoded<'a>,
    packet: &'a [u8],
    intake: &'a mut Intake,
    values: usize,
}

impl Collector<'_> {
    fn attributes(&mut self, element: &Element<'_, '_>, frame: &Frame, stack: &[Frame]) {
        for attribute in element.attributes {
            if self.values >= VALUES_LIMIT {
                return;
            }
            let value: String = attribute.value().chars().take(VALUE_LIMIT).collect();
            if frame.name == "x:xmpmeta" && attribute.name == "xmptk" {
                self.value("x:xmptk", "x:xmptk", &value, &attribute.range);
                continue;
            }
            let space = element.space_of(attribute);
            if attribute.prefix.is_empty() || matches!(space, "rdf" | "w3") {
                continue;
            }
            let name = qualified(space, attribute.name);
            let (path, key) = path(stack, Some(frame), &name);
            self.value(&key, &path, &value, &attribute.range);
        }
    }

    fn element(&mut self, frame: &Frame, closed: &Closed<'_, '_>, stack: &mut [Frame]) {
        let text: String = closed.text.trim().chars().take(VALUE_LIMIT).collect();
        let holds_value = !frame.structured
            && !text.is_empty()
            && frame.rdf.as_deref().is_none_or(|rdf| matches!(rdf, "li" | "value"));
        if holds_value {
            let (path, key) = path(stack, None, if frame.rdf.is_some() { "" } else { &frame.name });
            if !key.is_empty() {
                self.value(&key, &path, &text, &closed.range);
            }
        }
        close(frame, stack);
    }

    fn value(&mut self, key: &str, path: &str, text: &str, range: &Range<usize>) {
        self.values += 1;
        let property = Property { role: self.role(key), ..Property::named(self.owner.branch(), &key_name(key)) };
        let reading = if is_date(key) { dates::iso(text) } else { Reading::Present(Value::Text(text.to_owned())) };
        let mut locus = Locus { path: path.to_owned(), ..self.base.clone() };
        let range = self.decoded.range(&self.trimmed(range));
        let raw = self.packet.get(range.clone()).unwrap_or_default();
        let range = ByteRange::new(range.start, range.end);
        if self.direct {
            if let Some(base) = self.base.bytes {
                locus.bytes = Some(ByteRange { start: base.start + range.start, end: base.start + range.end });
            }
        } else {
            locus.decoded = Some(range);
        }
        self.intake.evidence(&property, raw, reading, locus);
    }

    /// The role of a value. A picture that says when it was taken says by `xmp:CreateDate` when it was digitised (Exif in
    /// XMP, table 16), which of a scan is another time.
    fn role(&self, key: &str) -> Option<Role> {
        let taken = |evidence: &Evidence| evidence.role == Some(Role::Created);
        match key {
            "xmp:CreateDate" if self.owner == Owner::Picture && self.intake.so_far().0.iter().any(taken) => {
                Some(Role::PartTime)
            }
            "exif:DateTimeOriginal" | "photoshop:DateCreated" if self.owner == Owner::Picture => {
                Some(if self.intake.so_far().0.iter().any(taken) { Role::PartTime } else { Role::Created })
            }
            key => role(self.owner, key),
        }
    }

    /// A stretch of the text without the blanks at its ends.
    fn trimmed(&self, range: &Range<usize>) -> Range<usize> {
        let written = self.decoded.text.get(range.clone()).unwrap_or_default();
        let start = range.start + (written.len() - written.trim_start().len());
        start..start + written.trim().len()
    }
}

/// The way to a value, with the places in arrays, and its key without them.
fn path(stack: &[Frame], inner: Option<&Frame>, name: &str) -> (String, String) {
    let (mut path, mut key) = (String::new(), String::new());
    let mut append = |segment: &str, index: Option<usize>| {
        if segment.is_empty() {
            return;
        }
        if !path.is_empty() {
            path.push('/');
            key.push('.');
        }
        path.push_str(segment);
        key.push_str(segment);
        if let Some(index) = index {
            path.push_str(&format!("[{index}]"));
        }
    };
    let frames: Vec<&Frame> = stack.iter().chain(inner).collect();
    for (number, frame) in frames.iter().enumerate() {
        if frame.rdf.is_some() || frame.name.starts_with("x:") || frame.name == "xapmeta" {
            continue;
        }
        // The array that follows this property, if it is one, knows which item is open.
        let array = frames.get(number + 1).filter(|next| matches!(next.rdf.as_deref(), Some("Seq" | "Bag" | "Alt")));
        append(&frame.name, array.map(|array| array.items + 1));
    }
    append(name, None);
    (path, key)
}

/// `xmp:CreateDate` is named `CreateDate`; other namespaces keep their prefix with a dot.
fn key_name(key: &str) -> String {
    match key {
        "x:xmptk" => "xmptk".to_owned(),
        _ => key.replace("xmp:", "").replace("pdf:", "").replace("xmpMM:", "").replace("stEvt:", "").replace(':', "."),
    }
}

fn is_date(key: &str) -> bool {
    key.ends_with("Date") && (key.starts_with("xmp:") || key.starts_with("exif:") || key.starts_with("photoshop:"))
        || key.ends_with("stEvt:when")
        || key == "exif:DateTimeOriginal"
        || key == "exif:DateTimeDigitized"
        || key == "tiff:DateTime"
        || key == "photoshop:DateCreated"
}

fn role(owner: Owner, key: &str) -> Option<Role> {
    let of_document = matches!(owner, Owner::Document | Owner::Picture);
    match key {
        "xmp:CreateDate" => Some(if of_document { Role::Created } else { Role::PartTime }),
        "xmp:ModifyDate" => Some(if of_document { Role::Modified } else { Role::PartTime }),
        "xmp:MetadataDate" => Some(if of_document { Role::MetadataModified } else { Role::PartTime }),
        "xmpMM:History.stEvt:when" => Some(if of_document { Role::HistoryTime } else { Role::PartTime }),
        "xmpMM:History.stEvt:softwareAgent" | "xmp:CreatorTool" => Some(Role::Creator),
        "pdf:Producer" => Some(Role::Producer),
        "x:xmptk" => Some(Role::Toolkit),
        "dc:creator" => of_document.then_some(Role::Author),
        "dc:title" => of_document.then_some(Role::Title),
        "dc:description" => of_document.then_some(Role::Subject),
        "xmpMM:DocumentID" | "xmpMM:InstanceID" | "xmpMM:OriginalDocumentID" => Some(Role::Identifier),
        "pdfaid:part" | "pdfuaid:part" => of_document.then_some(Role::Feature),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Format};

    fn values(packet: &[u8], owner: Owner) -> Vec<Evidence> {
        let purse = crate::readers::Purse::new(crate::readers::Budget::default(), 0);
        let mut intake = Intake::new(Format::default(), &purse);
        let base = Locus { bytes: Some(ByteRange::new(1000, 1000 + packet.len())), ..Locus::default() };
        read(packet, owner, &base, true, &mut intake);
        intake.finish().evidence
    }

    const ELEMENTS: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 4.2.1-c041 52.342996, 2008/05/07-20:48:00">
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="" xmlns:xap="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<xap:CreateDate>2011-06-20T14:05:10+11:00</xap:CreateDate><dc:title><r:Alt><r:li xml:lang="x-default">A &amp; B</r:li></r:Alt></dc:title></r:Description></r:RDF></x:xmpmeta><?xpacket end="w"?>"#;

    #[test]
    fn elements_are_read_by_namespace_with_their_absolute_range() {
        let found = values(ELEMENTS.as_bytes(), Owner::Document);
        let of = |property: &str| found.iter().find(|evidence| evidence.property == property).unwrap();
        let created = of("pdf.xmp.CreateDate");
        assert_eq!(created.role, Some(Role::Created));
        let range = created.locus.bytes.unwrap();
        let stands = &ELEMENTS.as_bytes()
            [usize::try_from(range.start).unwrap() - 1000..usize::try_from(range.end).unwrap() - 1000];
        assert_eq!(stands, b"2011-06-20T14:05:10+11:00");
        assert!(of("pdf.xmp.xmptk").text().unwrap().contains("2008/05/07"));
        assert_eq!(of("pdf.xmp.dc.title").text(), Some("A & B"));
        assert_eq!(of("pdf.xmp.dc.title").locus.path, "dc:title[1]");
    }

    #[test]
    fn what_others_ask_of_a_packet_has_the_key_that_they_ask_for() {
        let packet = br#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
xmp:CreateDate="2013-08-14T11:20:00Z" xmp:ModifyDate="2013-08-14T11:20:00Z" xmp:CreatorTool="a" pdf:Producer="b" pdfaid:part="1" pdfuaid:part="1"
exif:DateTimeOriginal="2013-08-14T11:20:00Z"><dc:title><rdf:Alt><rdf:li>c</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>d</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let asked = [
            keys::PACKET_CREATED,
            keys::PACKET_MODIFIED,
            keys::PACKET_CREATOR,
            keys::PACKET_PRODUCER,
            keys::PACKET_PDFA,
            keys::PACKET_PDFUA,
            keys::PACKET_TITLE,
            keys::PACKET_AUTHOR,
        ];
        let found = values(packet, Owner::Document);
        for key in asked {
            assert!(found.iter().any(|evidence| evidence.property == key), "{key}: {found:#?}");
        }
        let found = values(packet, Owner::Picture);
        assert!(found.iter().any(|evidence| evidence.property == keys::PICTURE_TAKEN_BY_PACKET), "{found:#?}");
    }

    #[test]
    fn attributes_and_history_are_read() {
        let packet = br#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmp:ModifyDate="2013-08-14T11:20:00Z">
<xmpMM:History><rdf:Seq><rdf:li stEvt:action="created" stEvt:when="2012-01-01T00:00:00Z"/><rdf:li rdf:parseType="Resource"><stEvt:when>2013-01-01T00:00:00Z</stEvt:when></rdf:li></rdf:Seq></xmpMM:History>
</rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let found = values(packet, Owner::Document);
        let steps: Vec<&Evidence> = found.iter().filter(|evidence| evidence.role == Some(Role::HistoryTime)).collect();
        assert_eq!(steps.len(), 2, "{found:#?}");
        assert_eq!(steps[1].locus.path, "xmpMM:History[2]/stEvt:when");
        assert!(found.iter().any(|evidence| evidence.role == Some(Role::Modified)));
    }

    #[test]
    fn packets_in_utf_16_are_found_and_read() {
        for big in [true, false] {
            let wide: Vec<u8> = ELEMENTS
                .encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect();
            let file = [b"junk%%".as_slice(), &wide, b"endobj"].concat();
            let packets = packets(&file, 10);
            assert_eq!(packets.len(), 1);
            assert_eq!(packets[0].range, 6..6 + wide.len());
            let found = values(&wide, Owner::Orphan);
            let created = found.iter().find(|evidence| evidence.property == "pdf.orphan.xmp.CreateDate").unwrap();
            assert_eq!(created.role, Some(Role::PartTime), "an orphan does not speak of the document");
            assert_eq!(created.moment().unwrap().earliest.to_string(), "2011-06-20T03:05:10Z");
        }
    }

    #[test]
    fn entities_are_not_expanded_and_broken_packets_keep_what_was_read() {
        let bomb = br#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="t"><a>&b;</a>"#;
        assert_eq!(values(bomb, Owner::Document)[0].text(), Some("t"));
        let broken = &ELEMENTS.as_bytes()[..ELEMENTS.len() / 2];
        assert!(!values(broken, Owner::Document).is_empty());
    }
}
