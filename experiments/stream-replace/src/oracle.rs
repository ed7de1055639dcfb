//! What is right? The plainest program that says it, against which every other one is tested.

use crate::replacer::EmptyNeedle;

// ANCHOR: oracle
/// The input with every match replaced: matches are found from the left and do not overlap.
///
/// # Errors
///
/// [`EmptyNeedle`]: nothing to look for.
pub fn replaced(input: &[u8], needle: &[u8], replacement: &[u8]) -> Result<Vec<u8>, EmptyNeedle> {
    if needle.is_empty() {
        return Err(EmptyNeedle);
    }
    let mut output = Vec::new();
    let mut rest = input;
    while let Some((&first, others)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(needle) {
            output.extend_from_slice(replacement); // heap: may
            rest = behind;
        } else {
            output.push(first); // heap: may
            rest = others;
        }
    }
    Ok(output)
}
// ANCHOR_END: oracle
