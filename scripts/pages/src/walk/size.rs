//! How many bytes has a value of a type, on a machine of 64 bits?

/// The size, where it follows from the name of the type. Where a type is shortened, `dyn Fn` stands for any trait object.
pub(super) fn of(name: &str) -> Option<u64> {
    let pointers = ["Box<", "Rc<", "Arc<", "&mut ", "&", "*mut ", "*const "];
    if let Some(target) = pointers.iter().find_map(|pointer| name.strip_prefix(pointer)) {
        // What has no size that the pointer's holder knows is told by a second word.
        let is_wide =
            ["dyn ", "[", "str"].iter().any(|unsized_type| target.starts_with(unsized_type)) && !target.contains("; ");
        return Some(if is_wide { 16 } else { 8 });
    }
    if let Some((element, count)) = name.strip_prefix('[').and_then(|array| array.strip_suffix(']')?.split_once("; ")) {
        return Some(of(element)? * count.parse::<u64>().ok()?);
    }
    match name {
        "u8" | "i8" | "bool" => Some(1),
        "u16" | "i16" => Some(2),
        "u32" | "i32" | "f32" | "char" => Some(4),
        "u64" | "i64" | "f64" | "usize" | "isize" => Some(8),
        "String" => Some(24),
        _ if name.starts_with("Vec<") => Some(24),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sizes_are_those_of_the_compiler() {
        for (name, size) in [
            ("u16", size_of::<u16>()),
            ("char", size_of::<char>()),
            ("Box<u64>", size_of::<Box<u64>>()),
            ("Box<dyn Fn>", size_of::<Box<dyn Fn(u64) -> u64>>()),
            ("&[u8]", size_of::<&[u8]>()),
            ("&str", size_of::<&str>()),
            ("&[u8; 4]", size_of::<&[u8; 4]>()),
            ("*mut u64", size_of::<*mut u64>()),
            ("[u32; 3]", size_of::<[u32; 3]>()),
            ("Vec<u8>", size_of::<Vec<u8>>()),
            ("String", size_of::<String>()),
        ] {
            assert_eq!(of(name), Some(size as u64), "{name}");
        }
        assert_eq!(of("Span"), None);
    }
}
