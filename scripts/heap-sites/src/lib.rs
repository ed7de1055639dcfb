//! Which source lines still call the allocator once compiled?

#[cfg_attr(not(test), expect(dead_code, reason = "the reader of objects, which asks, is still to come"))]
mod instructions;
