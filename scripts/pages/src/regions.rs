//! Which lines of a file are between `ANCHOR: name` and `ANCHOR_END: name`?

use crate::suggest;
use std::ops::Range;
use std::sync::LazyLock;

#[expect(clippy::unwrap_used, reason = "the pattern is a literal")]
static MARK: LazyLock<regex::Regex> = LazyLock::new(|| regex::Regex::new(r"ANCHOR(_END)?:\s*([\w-]+)").unwrap());

/// Whether a line says where a region begins or ends.
pub(crate) fn is_mark(line: &str) -> bool {
    MARK.is_match(line)
}

/// Where the lines between `ANCHOR: name` and `ANCHOR_END: name` are, counted from 0.
pub(crate) fn region(lines: &[impl AsRef<str>], name: &str) -> Result<Range<usize>, String> {
    let marks = |line: &str, end: bool| {
        MARK.captures(line).is_some_and(|mark| mark.get(1).is_some() == end && &mark[2] == name)
    };
    let mut numbered = lines.iter().map(AsRef::as_ref).enumerate();
    let Some((start, _)) = numbered.find(|(_, line)| marks(line, false)) else {
        let known = lines.iter().filter_map(|line| MARK.captures(line.as_ref())?.get(2)).map(|name| name.as_str());
        return Err(format!("no `ANCHOR: {name}`{}", suggest::nearest(name, known)));
    };
    let (end, _) = numbered.find(|(_, line)| marks(line, true)).ok_or_else(|| format!("no `ANCHOR_END: {name}`"))?;
    Ok(start + 1..end)
}

/// The text between `ANCHOR: name` and `ANCHOR_END: name`, without the lines that are marks themselves.
pub(crate) fn text(text: &str, name: &str) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let region = region(&lines, name)?;
    Ok(lines[region].iter().filter(|line| !is_mark(line)).copied().collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_cut_as_mdbook_cuts_them() {
        let source = "a\n// ANCHOR: x\nb\n// ANCHOR: y\nc\n// ANCHOR_END: y\n// ANCHOR_END: x\nd\n// ANCHOR: open\n";
        assert_eq!(text(source, "x"), Ok("b\nc".to_owned()));
        assert_eq!(text(source, "y"), Ok("c".to_owned()));
        assert_eq!(text(source, "z"), Err("no `ANCHOR: z`".to_owned()));
        assert_eq!(text(source, "open"), Err("no `ANCHOR_END: open`".to_owned()));
    }
}
