//! Shapes of four types as `Box<dyn Shape>`, all of one type before the first of the next: an indirect call for each shape, always to where the last one went.

// ANCHOR: shapes
trait Shape {
    fn area(&self) -> u64;
}

struct Square(u64);
struct Rectangle(u64, u64);
struct Triangle(u64, u64);
struct Cross(u64, u64);

impl Shape for Square {
    fn area(&self) -> u64 {
        self.0 * self.0
    }
}

impl Shape for Rectangle {
    fn area(&self) -> u64 {
        self.0 * self.1
    }
}

impl Shape for Triangle {
    fn area(&self) -> u64 {
        self.0 * self.1 / 2
    }
}

impl Shape for Cross {
    fn area(&self) -> u64 {
        2 * self.0 * self.1 - self.1 * self.1
    }
}
// ANCHOR_END: shapes

fn shape(kind: u64, side: u64) -> Box<dyn Shape> {
    match kind {
        0 => Box::new(Square(side)),       // heap: 1
        1 => Box::new(Rectangle(side, 3)), // heap: 1
        2 => Box::new(Triangle(side, 8)),  // heap: 1
        _ => Box::new(Cross(side, 2)),     // heap: 1
    }
}

// ANCHOR: total
#[inline(never)]
fn total(shapes: &[Box<dyn Shape>]) -> u64 {
    shapes.iter().map(|shape| shape.area()).sum() // heap: unknown
}
// ANCHOR_END: total

/// The shapes are made here: the first quarter are squares, and so on.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let shapes: Vec<Box<dyn Shape>> =
        (0..items as u64).map(|index| shape(index * 4 / items as u64, 10 + index % 90)).collect(); // heap: 1
    Box::new(move || total(&shapes)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("boxed shapes, type by type", prepared(prepare))
        .answers(crate::areas)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::SHAPES)
        .against("sorted_dyn");
