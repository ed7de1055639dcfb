//! What is in the stack and in the heap while the lines of a variant run, one after the other?
//!
//! A walk is the file `experiments/SLUG/walk/VARIANT.txt`, one step after the other:
//!
//! ```text
//! > let span = span_of(
//! What happens there, in one sentence or two, with `code`.
//! stack run
//!   span: Box<Span> -> block
//!   line: u64 = 3
//!   other: u64
//! heap block
//!   start: u64 = 240
//! ```
//!
//! A field with neither value nor block has not been written yet. Behind `>` stands a part of the line that has just run, which is in one line of the code and in no other. Frames are in the order of their calls.
//! Nobody types a size: it follows from the types, and [`Walk::check`] holds the blocks to what was counted in debug.

mod size;

use record::Exact;
use std::collections::BTreeMap;

/// The steps, in order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Walk {
    pub(crate) steps: Vec<Step>,
}

/// What is there when a line has run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// A part of the line.
    pub(crate) line: String,
    pub(crate) sentence: String,
    pub(crate) frames: Vec<Group>,
    pub(crate) blocks: Vec<Group>,
}

/// A frame of the stack or a block of the heap.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) type_name: String,
    pub(crate) bytes: u64,
    pub(crate) content: Content,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Its place is there, and nothing has been written to it.
    Nothing,
    Value(String),
    /// The address of the block of this name.
    AddressOf(String),
}

impl Group {
    pub(crate) fn bytes(&self) -> u64 {
        self.fields.iter().map(|field| field.bytes).sum()
    }
}

impl Walk {
    /// Reads a walk. The error has the number of the line.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut steps: Vec<Step> = Vec::new();
        let mut is_in_heap = false;
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let failed = |what: &str| format!("line {number}: {what}");
            if let Some(code) = line.strip_prefix("> ") {
                steps.push(Step { line: code.trim().to_owned(), ..Step::default() });
                continue;
            }
            let step =
                steps.last_mut().ok_or_else(|| failed("a walk begins with `> ` and a part of a line of code"))?;
            if let Some(field) = line.strip_prefix("  ") {
                let groups = if is_in_heap { &mut step.blocks } else { &mut step.frames };
                let group = groups.last_mut().ok_or_else(|| failed("a field is of no frame and no block"))?;
                group.fields.push(Field::read(field).map_err(|error| failed(&error))?);
            } else if let Some(name) = line.strip_prefix("stack ") {
                is_in_heap = false;
                step.frames.push(Group { name: name.trim().to_owned(), fields: Vec::new() });
            } else if let Some(name) = line.strip_prefix("heap ") {
                is_in_heap = true;
                step.blocks.push(Group { name: name.trim().to_owned(), fields: Vec::new() });
            } else if step.frames.is_empty() {
                step.sentence = format!("{} {}", step.sentence, line.trim()).trim_start().to_owned();
            } else {
                return Err(failed(
                    "expected `> `, `stack NAME`, `heap NAME` or a field, which begins with two spaces",
                ));
            }
        }
        let walk = Self { steps };
        walk.validate().map(|()| walk)
    }

    fn validate(&self) -> Result<(), String> {
        if self.steps.is_empty() {
            return Err("it has no step".to_owned());
        }
        for (number, step) in (1..).zip(&self.steps) {
            let failed = |what: String| Err(format!("step {number}: {what}"));
            if step.sentence.is_empty() || step.frames.is_empty() {
                return failed("it needs a sentence and a frame".to_owned());
            }
            for field in step.frames.iter().chain(&step.blocks).flat_map(|group| &group.fields) {
                if let Content::AddressOf(block) = &field.content
                    && !step.blocks.iter().any(|known| known.name == *block)
                {
                    return failed(format!("`{}` leads to `{block}`, which is no block of it", field.name));
                }
            }
            step.places().map_or_else(failed, |_| Ok(()))?;
        }
        Ok(())
    }

    /// Holds the blocks to the figures of the case in debug: their number, their bytes, and the most and the last bytes that live together.
    pub(crate) fn check(&self, exact: &Exact) -> Result<(), String> {
        let mut blocks: BTreeMap<&str, u64> = BTreeMap::new();
        for block in self.steps.iter().flat_map(|step| &step.blocks) {
            if *blocks.entry(&block.name).or_insert(block.bytes()) != block.bytes() {
                return Err(format!("the block `{}` changes its size, which a walk cannot show", block.name));
            }
        }
        let live = |step: &Step| step.blocks.iter().map(Group::bytes).sum::<u64>();
        let drawn = [
            ("allocations", blocks.len() as i128),
            ("reallocations", 0),
            ("requested_bytes", blocks.values().sum::<u64>().into()),
            ("peak_bytes", self.steps.iter().map(live).max().unwrap_or_default().into()),
            ("end_bytes", self.steps.last().map(live).unwrap_or_default().into()),
        ];
        for (field, drawn) in drawn {
            let counted = exact.field(field);
            if counted != Some(drawn) {
                let counted = counted.unwrap_or_default();
                return Err(format!("it draws `{field}` {drawn}, and the record has {counted} in debug"));
            }
        }
        Ok(())
    }
}

impl Field {
    fn read(text: &str) -> Result<Self, String> {
        let (name, rest) = text.split_once(": ").ok_or_else(|| {
            format!("`{text}` is not written `NAME: TYPE`, with ` = VALUE` or ` -> BLOCK` behind it where there is one")
        })?;
        let (type_name, content) = match (rest.split_once(" = "), rest.split_once(" -> ")) {
            (Some((type_name, value)), _) => (type_name, Content::Value(value.trim().to_owned())),
            (None, Some((type_name, block))) => (type_name, Content::AddressOf(block.trim().to_owned())),
            (None, None) => (rest.trim(), Content::Nothing),
        };
        let bytes = size::of(type_name)
            .ok_or_else(|| format!("the size of a `{type_name}` is not known; write its fields, each with its type"))?;
        Ok(Self { name: name.to_owned(), type_name: type_name.to_owned(), bytes, content })
    }
}

/// The rows that a frame or block takes up, counted from 1: the first, and how many.
pub(crate) type Place = (usize, usize);

impl Step {
    /// Where frames and blocks stand: a frame below the other, each with a row for its name, and a block beside the fields that lead to it, so that every
    /// arrow is straight.
    pub(crate) fn places(&self) -> Result<(Vec<Place>, Vec<Place>), String> {
        let (mut frames, mut leading, mut row) = (Vec::new(), Vec::new(), 1);
        for frame in &self.frames {
            frames.push((row, 1 + frame.fields.len()));
            for (index, field) in frame.fields.iter().enumerate() {
                if let Content::AddressOf(block) = &field.content {
                    leading.push((block.as_str(), row + 1 + index));
                }
            }
            row += 1 + frame.fields.len();
        }
        let (mut blocks, mut free) = (Vec::new(), 1);
        for block in &self.blocks {
            let rows = || leading.iter().filter(|(name, _)| *name == block.name).map(|(_, row)| *row);
            let first = rows().min().unwrap_or(free);
            if first < free {
                return Err(format!(
                    "the block `{}` would overlap the one above it; name the blocks in the order of the fields that lead to them",
                    block.name
                ));
            }
            let last = rows().max().unwrap_or(first).max(first + block.fields.len());
            blocks.push((first, last + 1 - first));
            free = last + 1;
        }
        Ok((frames, blocks))
    }
}

#[cfg(test)]
mod tests;
