//! Fields (17.16): which text is an instruction, and which the result of one. A field begins, its instruction ends where its result
//! begins, and each may have fields in it.

/// A field that began.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
    /// It is in the instruction of another.
    buried: bool,
    /// Which field computed its result: itself, or one around it.
    computed_by: Option<usize>,
}

/// What text at a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The instruction of a field, or something in it.
    Instruction,
    /// Text; it may be the result of a field with this number.
    Text(Option<usize>),
}

/// The fields that are open, story by story: no field reaches out of a box of text or into one.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    outside: Vec<Vec<Field>>,
}

/// Fields whose results someone typed.
const TYPED: &[&str] = &["HYPERLINK", "FORMTEXT"];
/// Of an instruction so many bytes are kept: its kind is its first word.
const INSTRUCTION: usize = 100;

/// The kind of a field: the first word of its instruction. A formula begins with a sign.
fn kind(instruction: &str) -> String {
    let instruction = instruction.trim_start();
    if instruction.starts_with('=') {
        return "FORMULA".to_owned();
    }
    let end = instruction.find(|sign: char| sign.is_whitespace() || matches!(sign, '\\' | '"'));
    instruction.get(..end.unwrap_or(instruction.len())).unwrap_or_default().to_uppercase()
}

impl Fields {
    /// A box of text begins.
    pub(super) fn enter(&mut self) {
        self.outside.push(std::mem::take(&mut self.open));
    }

    /// A box of text ends.
    pub(super) fn leave(&mut self) {
        self.open = self.outside.pop().unwrap_or_default();
    }

    /// A field begins.
    pub(super) fn begin(&mut self) {
        let (buried, computed_by) = match self.place() {
            Place::Instruction => (true, None),
            Place::Text(computed_by) => (false, computed_by),
        };
        self.open.push(Field { buried, computed_by, ..Field::default() });
    }

    /// A piece of the instruction of the field that began last.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.instruction.len() < INSTRUCTION) {
            field.instruction.push_str(text.get(..text.floor_char_boundary(INSTRUCTION)).unwrap_or_default());
        }
    }

    /// The result of the field that began last begins; its kind is listed.
    pub(super) fn separate(&mut self, kinds: &mut Vec<String>) {
        let Some(field) = self.open.last_mut().filter(|field| !field.in_result) else { return };
        field.in_result = true;
        let kind = kind(&field.instruction);
        if !kind.is_empty() && !TYPED.contains(&kind.as_str()) {
            field.computed_by = Some(kinds.len());
            kinds.push(kind);
        }
    }

    /// The field that began last ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// What text is here.
    pub(super) fn place(&self) -> Place {
        match self.open.last() {
            None => Place::Text(None),
            Some(field) if field.buried || !field.in_result => Place::Instruction,
            Some(field) => Place::Text(field.computed_by),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_belong_to_the_innermost_field_that_computes() {
        let (mut fields, mut kinds) = (Fields::default(), vec![]);
        fields.begin();
        fields.instruct(" TOC \\o");
        assert_eq!(fields.place(), Place::Instruction);
        fields.separate(&mut kinds);
        fields.begin();
        fields.instruct("HYPERLINK \"x\"");
        fields.separate(&mut kinds);
        assert_eq!(fields.place(), Place::Text(Some(0)));
        fields.enter();
        assert_eq!(fields.place(), Place::Text(None));
        fields.leave();
        fields.end();
        fields.begin();
        fields.begin();
        fields.instruct("date\\@ \"d\"");
        fields.separate(&mut kinds);
        assert_eq!(fields.place(), Place::Instruction, "what is computed for an instruction is not shown");
        fields.end();
        fields.end();
        fields.end();
        assert_eq!(fields.place(), Place::Text(None));
        assert_eq!(kinds, ["TOC", "DATE"]);
        assert_eq!(kind("=SUM(ABOVE)"), "FORMULA");
    }
}
