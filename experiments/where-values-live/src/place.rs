//! What can be said of a value without knowing the platform? Its address, and how many bytes it takes.

/// A value that was looked at while it was alive.
///
/// It holds the address as a pointer, not as a number: a number would let the optimiser keep the value in a register, or remove
/// its allocation, once it has the number.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Which part of its variant it is, such as `header`.
    pub part: &'static str,
    /// Where its first byte is. Never read through.
    pub address: *const u8,
    /// How many bytes it takes; 0 for a function, whose length the program does not know.
    pub bytes: usize,
    /// The part of the same variant whose address this one holds.
    pub points_to: Option<&'static str>,
}

/// A function that is shown places while their values are alive: all of a variant at once.
///
/// The variants are compiled without knowing what it does with an address, so a value whose place is shown has one.
pub type Look<'a> = dyn FnMut(&[Place]) + 'a;

impl Place {
    /// The place of a value.
    pub const fn of<T: ?Sized>(part: &'static str, value: &T) -> Self {
        Self { part, address: (&raw const *value).cast(), bytes: size_of_val(value), points_to: None }
    }

    /// The place of a function's code.
    pub fn of_function(part: &'static str, function: fn() -> u64) -> Self {
        Self { part, address: function as *const u8, bytes: 0, points_to: None }
    }

    /// Says that the value holds the address of another part.
    pub const fn pointing_to(mut self, part: &'static str) -> Self {
        self.points_to = Some(part);
        self
    }
}
