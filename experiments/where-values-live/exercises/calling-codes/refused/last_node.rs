//! Which country does a telephone number belong to?

/// Calling codes, one digit a step.
pub struct Codes<'a> {
    /// The root is the first.
    nodes: Vec<Node<'a>>,
}

#[derive(Default)]
struct Node<'a> {
    country: Option<&'a str>,
    /// Places in the list of nodes.
    next: [Option<usize>; 10],
}

impl<'a> Codes<'a> {
    /// Pairs of a code, such as `44`, and its country. A code has digits only, and there is one country for it.
    pub fn of(pairs: &[(&'a str, &'a str)]) -> Self {
        let most = 1 + pairs.iter().map(|(code, _)| code.len()).sum::<usize>();
        let mut nodes = Vec::with_capacity(most);
        nodes.push(Node::default());
        for (code, country) in pairs {
            let mut place = 0;
            for digit in digits(code) {
                let new = nodes.len();
                let next = *nodes[place].next[digit].get_or_insert(new);
                if next == new {
                    nodes.push(Node::default());
                }
                place = next;
            }
            nodes[place].country = Some(country);
        }
        Self { nodes }
    }

    /// The country of the longest code that the number begins with. What follows the first character that is no digit is not
    /// looked at.
    pub fn country(&self, number: &str) -> Option<&'a str> {
        let mut node = &self.nodes[0];
        let mut country = node.country;
        for digit in digits(number) {
            let Some(next) = node.next[digit] else { break };
            node = &self.nodes[next];
            country = node.country;
        }
        country
    }
}

fn digits(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().map_while(|byte| byte.is_ascii_digit().then(|| usize::from(byte - b'0')))
}
