//! How runs of text look (ECMA-376, part 1, 17.3.2), and what styles say of it (17.7).

use crate::formats::colour::Colour;
use crate::formats::xml::Element;
use crate::readers::ooxml::part_reader::is_on;
use std::collections::BTreeMap;

/// More styles are not read, and none is based on another over more steps.
const STYLES: usize = 5_000;
const STEPS: usize = 20;
/// No identifier of a style that is kept is longer.
const NAME: usize = 253;

/// The colour of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Black, or white on a dark ground.
    Automatic,
    /// A colour.
    Of(Colour),
    /// Not known: a colour of the theme without its value.
    Unknown,
}

/// What is under text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// Nothing: what is under that is seen.
    None,
    /// A colour.
    Of(Colour),
    /// A pattern, or a colour that is not known.
    Unknown,
}

/// How a run looks, as far as it is said.
#[derive(Debug, Clone, Default)]
pub struct RunLook {
    /// The style of its characters.
    pub style: Option<String>,
    /// Whether it is set as hidden (17.3.2.41).
    pub vanish: Option<bool>,
    /// The colour of its letters (17.3.2.6).
    pub ink: Option<Ink>,
    /// The marker over it (17.3.2.15).
    pub marker: Option<Shade>,
    /// The shading under it (17.3.2.32).
    pub shade: Option<Shade>,
    /// The height of its letters, in half points (17.3.2.38).
    pub size: Option<u32>,
    /// Outlines, shadows and fillings, which are seen whatever the colour.
    pub effect: bool,
}

/// What a shading is (17.3.5).
#[must_use]
pub fn shade(element: &Element<'_, '_>) -> Shade {
    let colour = |name: &str| element.value(name).map(|digits| Colour::of_hexadecimal(&digits).ok_or(digits));
    let stated = match element.value("val").as_deref() {
        Some("nil") => return Shade::None,
        Some("clear") | None => colour("fill"),
        Some("solid") => colour("color"),
        _ => return Shade::Unknown,
    };
    match stated {
        Some(Ok(colour)) => Shade::Of(colour),
        Some(Err(word)) if word != "auto" => Shade::Unknown,
        _ if element.value("themeFill").is_some() => Shade::Unknown,
        _ => Shade::None,
    }
}

impl RunLook {
    /// Takes a property of a run.
    pub fn take(&mut self, element: &Element<'_, '_>) {
        let value = || element.value("val");
        match (element.space, element.name) {
            ("w", "rStyle") => self.style = value().map(|name| name.chars().take(NAME).collect()),
            ("w", "vanish") => self.vanish = Some(is_on(value().as_deref())),
            ("w", "color") => {
                let stated = value().unwrap_or_default();
                self.ink = Some(match Colour::of_hexadecimal(&stated) {
                    Some(colour) => Ink::Of(colour),
                    None if element.value("themeColor").is_some() => Ink::Unknown,
                    None => Ink::Automatic,
                });
            }
            ("w", "highlight") => {
                self.marker = Some(value().and_then(|name| Colour::of_marker(&name)).map_or(Shade::None, Shade::Of));
            }
            ("w", "shd") => self.shade = Some(shade(element)),
            ("w", "sz") => self.size = value().and_then(|size| size.parse().ok()),
            ("w", "outline" | "emboss" | "imprint" | "shadow" | "effect" | "bdr")
            | ("w14", "textFill" | "textOutline" | "glow" | "shadow" | "reflection" | "props3d") => self.effect = true,
            _ => {}
        }
    }

    /// This, and where it says nothing, what is under it; whether text is hidden is apart.
    #[must_use]
    pub fn over(&self, under: &Self) -> Self {
        Self {
            style: self.style.clone(),
            vanish: self.vanish,
            ink: self.ink.or(under.ink),
            marker: self.marker.or(under.marker),
            shade: self.shade.or(under.shade),
            size: self.size.or(under.size),
            effect: self.effect || under.effect,
        }
    }
}

/// What a style says.
#[derive(Debug, Clone, Default)]
pub struct StyleLook {
    based_on: Option<String>,
    /// Of runs.
    pub run: RunLook,
    /// What is under its paragraphs.
    pub paragraph: Option<Shade>,
    /// Whether it colours cells, or the text in some of them.
    pub colours_cells: bool,
}

/// The styles of a document by their identifiers.
#[derive(Debug, Default)]
pub struct WordStyles {
    styles: BTreeMap<String, StyleLook>,
    open: String,
    /// The style of paragraphs that name none.
    default: String,
}

impl WordStyles {
    /// Takes an element of the part.
    pub(super) fn take(&mut self, element: &Element<'_, '_>) {
        if element.is("w", "style") {
            self.open = element.value("styleId").filter(|id| id.len() <= NAME).unwrap_or_default().into_owned();
            if self.styles.len() < STYLES {
                self.styles.insert(self.open.clone(), StyleLook::default());
            }
            let is_default = element.value("default").is_some_and(|on| is_on(Some(&on)));
            if is_default && element.value("type").as_deref() == Some("paragraph") {
                self.default.clone_from(&self.open);
            }
            return;
        }
        let Some(style) = self.styles.get_mut(&self.open).filter(|_| element.is_within("w", "style")) else { return };
        let [outer, inner] = [1, 0].map(|up| element.within.iter().rev().nth(up).map_or("", |frame| frame.name));
        match (outer, inner, element.name) {
            (_, "style", "basedOn") => style.based_on = element.value("val").map(std::borrow::Cow::into_owned),
            ("style", "rPr", _) => style.run.take(element),
            ("style", "pPr", "shd") => style.paragraph = Some(shade(element)),
            // Cells of tables, whether all or those of the first row and their like.
            (_, "tcPr" | "tblPr" | "pPr", "shd") => style.colours_cells |= shade(element) != Shade::None,
            ("tblStylePr", "rPr", "color") => style.colours_cells = true,
            _ => {}
        }
    }

    /// Gives every style what those say on which it is based.
    pub(super) fn resolve(&mut self) {
        let resolved = self.styles.keys().map(|id| (id.clone(), self.resolved(id))).collect();
        self.styles = resolved;
    }

    fn resolved(&self, id: &str) -> StyleLook {
        let mut look = self.styles.get(id).cloned().unwrap_or_default();
        for _ in 0..STEPS {
            let Some(under) = look.based_on.take().and_then(|id| self.styles.get(&id)) else { break };
            look = StyleLook {
                based_on: under.based_on.clone(),
                run: RunLook { vanish: look.run.vanish.or(under.run.vanish), ..look.run.over(&under.run) },
                paragraph: look.paragraph.or(under.paragraph),
                colours_cells: look.colours_cells || under.colours_cells,
            };
        }
        look
    }

    /// The style of an identifier.
    #[must_use]
    pub fn style(&self, id: &str) -> Option<&StyleLook> {
        self.styles.get(id)
    }

    /// The style of a paragraph, which may name none.
    #[must_use]
    pub fn of_paragraph(&self, id: Option<&str>) -> Option<&StyleLook> {
        self.styles.get(id.unwrap_or(&self.default))
    }
}
