//! How are numbers, texts and messages written in protobuf?
//!
//! A message is fields, one behind the other, each with its number and its length or its end: <https://protobuf.dev/programming-guides/encoding/>.
//! Groups, which are long out of use, are refused; so is every field that is not as its type would be written.

/// Why bytes are not the message that they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} at byte {at}")]
pub struct Malformed {
    what: &'static str,
    at: usize,
}

/// What a field has, with the place of its first byte in the file.
#[derive(Clone, Copy)]
pub(crate) enum Content<'b> {
    Number(u64, usize),
    Bytes(&'b [u8], usize),
    /// A number of a fixed length, which no message of a profile has.
    Fixed(usize),
}

impl Content<'_> {
    fn other_kind(self) -> Malformed {
        let (Self::Number(_, at) | Self::Bytes(_, at) | Self::Fixed(at)) = self;
        Malformed { what: "a field is of another kind than the format says", at }
    }
}

/// A structure made of fields.
pub(crate) trait Message: Default {
    /// Adds what a field has; fields that are not known are passed over.
    fn read_field(&mut self, number: u64, content: Content<'_>) -> Result<(), Malformed>;

    fn write(&self, out: &mut Vec<u8>);
}

/// Adds the fields in `bytes`, of which the first is at `at` in the file, as if they stood behind those that were read before.
pub(crate) fn read<M: Message>(message: &mut M, bytes: &[u8], at: usize) -> Result<(), Malformed> {
    fields(bytes, at).try_for_each(|field| field.and_then(|(number, content)| message.read_field(number, content)))
}

/// The fields of a message, with their numbers; an error is the last.
pub(crate) fn fields(bytes: &[u8], at: usize) -> impl Iterator<Item = Result<(u64, Content<'_>), Malformed>> {
    let mut input = Input { bytes, at };
    std::iter::from_fn(move || {
        if input.bytes.is_empty() {
            return None;
        }
        let field = input.field();
        if field.is_err() {
            input.bytes = &[];
        }
        Some(field)
    })
}

/// Bytes that are not read yet, and where in the file they begin.
struct Input<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Input<'b> {
    fn field(&mut self) -> Result<(u64, Content<'b>), Malformed> {
        let start = self.at;
        let key = self.number()?;
        let content = match key & 7 {
            0 => Content::Number(self.number()?, start),
            1 => self.take(8).map(|_| Content::Fixed(start))?,
            2 => {
                let length = self.number()?;
                let (at, bytes) = (self.at, self.take(length)?);
                Content::Bytes(bytes, at)
            }
            5 => self.take(4).map(|_| Content::Fixed(start))?,
            _ => return Err(Malformed { what: "a field is of no kind that is in use", at: start }),
        };
        match key >> 3 {
            0 => Err(Malformed { what: "a field has the number 0", at: start }),
            number => Ok((number, content)),
        }
    }

    /// A number in as many bytes as it needs: seven bits in each, the lowest first.
    fn number(&mut self) -> Result<u64, Malformed> {
        let (mut number, start) = (0, self.at);
        for (shift, byte) in (0..64).step_by(7).zip(self.bytes) {
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                self.take(shift / 7 + 1)?;
                // Of the tenth byte there is room for one bit.
                let fits = shift < 63 || *byte == 1;
                return if fits { Ok(number) } else { Err(Malformed { what: "a number is too large", at: start }) };
            }
        }
        Err(Malformed { what: "a number does not end", at: start })
    }

    fn take(&mut self, length: u64) -> Result<&'b [u8], Malformed> {
        let parts = usize::try_from(length).ok().and_then(|length| self.bytes.split_at_checked(length));
        let Some((taken, left)) = parts else {
            return Err(Malformed { what: "less is left than a field should have", at: self.at });
        };
        *self = Self { bytes: left, at: self.at + taken.len() };
        Ok(taken)
    }
}

/// What a field can be.
pub(crate) trait Value {
    fn read(&mut self, content: Content<'_>) -> Result<(), Malformed>;

    /// What is as if it were not there is not written.
    fn write(&self, number: u64, out: &mut Vec<u8>);
}

/// Types that are written as a number.
macro_rules! numbers {
    ($($kind:ty: $from:expr, $into:expr;)*) => {$(
        impl Value for $kind {
            fn read(&mut self, content: Content<'_>) -> Result<(), Malformed> {
                let Content::Number(number, _) = content else { return Err(content.other_kind()) };
                *self = $from(number);
                Ok(())
            }

            fn write(&self, number: u64, out: &mut Vec<u8>) {
                if *self != Self::default() {
                    write_number(number << 3, out);
                    write_number($into(*self), out);
                }
            }
        }

        impl Value for Vec<$kind> {
            /// Each in a field of its own, or several behind each other in one.
            fn read(&mut self, content: Content<'_>) -> Result<(), Malformed> {
                match content {
                    Content::Number(number, _) => self.push($from(number)),
                    Content::Bytes(bytes, at) => {
                        let mut input = Input { bytes, at };
                        while !input.bytes.is_empty() {
                            self.push($from(input.number()?));
                        }
                    }
                    Content::Fixed(_) => return Err(content.other_kind()),
                }
                Ok(())
            }

            fn write(&self, number: u64, out: &mut Vec<u8>) {
                if !self.is_empty() {
                    write_bytes(number, out, |out| self.iter().for_each(|each| write_number($into(*each), out)));
                }
            }
        }
    )*};
}

numbers! {
    u64: std::convert::identity, std::convert::identity;
    i64: u64::cast_signed, i64::cast_unsigned;
    bool: |number| number != 0, u64::from;
}

impl Value for Vec<String> {
    fn read(&mut self, content: Content<'_>) -> Result<(), Malformed> {
        let Content::Bytes(bytes, at) = content else { return Err(content.other_kind()) };
        let text = std::str::from_utf8(bytes).map_err(|_| Malformed { what: "a text is not UTF-8", at })?;
        self.push(text.to_owned());
        Ok(())
    }

    fn write(&self, number: u64, out: &mut Vec<u8>) {
        for text in self {
            write_bytes(number, out, |out| out.extend(text.as_bytes()));
        }
    }
}

impl<M: Message> Value for Vec<M> {
    fn read(&mut self, content: Content<'_>) -> Result<(), Malformed> {
        let mut message = None;
        message.read(content)?;
        self.extend(message);
        Ok(())
    }

    fn write(&self, number: u64, out: &mut Vec<u8>) {
        for message in self {
            write_bytes(number, out, |out| message.write(out));
        }
    }
}

impl<M: Message> Value for Option<M> {
    fn read(&mut self, content: Content<'_>) -> Result<(), Malformed> {
        let Content::Bytes(bytes, at) = content else { return Err(content.other_kind()) };
        read(self.get_or_insert_default(), bytes, at)
    }

    fn write(&self, number: u64, out: &mut Vec<u8>) {
        if let Some(message) = self {
            write_bytes(number, out, |out| message.write(out));
        }
    }
}

fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_bytes(number: u64, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = Vec::new();
    write(&mut bytes);
    write_number(number << 3 | 2, out);
    write_number(bytes.len() as u64, out);
    out.extend(bytes);
}
