//! How does text get into a page without being read as markup?

/// `text` with every character that HTML or Markdown could read as markup written as a character reference.
///
/// The result is safe inside an HTML block, inside a Markdown paragraph or table cell, and as an attribute's value.
/// Line ends become spaces, because a blank line would end an HTML block.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            ',' | '/' | '(' | ')' | '%' | '+' | '=' | ':' | ';' => escaped.push(character),
            _ if character.is_ascii_punctuation() => escaped.push_str(&format!("&#{};", u32::from(character))),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// `text` escaped, with what stands between backticks as code.
pub(crate) fn escape_with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An even number of parts means a backtick without its partner: then none is a delimiter.
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    let wrap = |(index, part): (usize, &&str)| {
        if index % 2 == 1 { format!("<code>{}</code>", escape(part)) } else { escape(part) }
    };
    parts.iter().enumerate().map(wrap).collect()
}

/// `id` as code that a narrow column breaks before the slash only.
pub(crate) fn case_id(id: &str) -> String {
    match id.split_once('/') {
        Some((variant, size)) => format!("<code>{}<wbr>/{}</code>", escape(variant), escape(size)),
        None => format!("<code>{}</code>", escape(id)),
    }
}

/// What a caption says of many names: all of them, or the first and the last.
pub(crate) fn range<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    match names.into_iter().collect::<Vec<_>>()[..] {
        [] => String::new(),
        [only] => only.to_owned(),
        [first, second] => format!("{first} and {second}"),
        [first, .., last] => format!("{first} to {last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_directives_in_text_stay_text() {
        assert_eq!(escape("a<b>_c_"), "a&#60;b&#62;&#95;c&#95;");
        assert!(!escape("{{#include x}}").contains('{'));
        assert!(!escape("a\n\nb").contains('\n'));
    }

    #[test]
    fn a_range_of_names_is_its_ends() {
        assert_eq!(range(["a"]), "a");
        assert_eq!(range(["a", "b"]), "a and b");
        assert_eq!(range(["a", "b", "c"]), "a to c");
    }

    #[test]
    fn backticks_make_code_in_pairs_only() {
        assert_eq!(escape_with_code("`a` b"), "<code>a</code> b");
        assert_eq!(escape_with_code("a` b"), "a&#96; b");
    }
}
