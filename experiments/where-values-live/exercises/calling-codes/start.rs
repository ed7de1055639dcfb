//! Which country does a telephone number belong to?

/// Calling codes, one digit a step.
pub struct Codes<'a> {
    root: Node<'a>,
}

#[derive(Default)]
struct Node<'a> {
    country: Option<&'a str>,
    next: [Option<Box<Node<'a>>>; 10],
}

impl<'a> Codes<'a> {
    /// Pairs of a code, such as `44`, and its country. A code has digits only, and there is one country for it.
    pub fn of(pairs: &[(&'a str, &'a str)]) -> Self {
        let mut root = Node::default();
        for (code, country) in pairs {
            let mut node = &mut root;
            for digit in digits(code) {
                node = node.next[digit].get_or_insert_default();
            }
            node.country = Some(country);
        }
        Self { root }
    }

    /// The country of the longest code that the number begins with. What follows the first character that is no digit is not
    /// looked at.
    pub fn country(&self, number: &str) -> Option<&'a str> {
        let mut node = &self.root;
        let mut country = node.country;
        for digit in digits(number) {
            let Some(next) = &node.next[digit] else { break };
            node = next;
            country = node.country.or(country);
        }
        country
    }
}

fn digits(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().map_while(|byte| byte.is_ascii_digit().then(|| usize::from(byte - b'0')))
}
