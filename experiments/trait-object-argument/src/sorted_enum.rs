//! Shapes of four types as the enum `Shape`, all of one type before the first of the next: a `match` for each shape, always to where the last one went.

// ANCHOR: shapes
/// A closed set of shapes.
enum Shape {
    Square(u64),
    Rectangle(u64, u64),
    Triangle(u64, u64),
    Cross(u64, u64),
}

impl Shape {
    fn area(&self) -> u64 {
        match self {
            Self::Square(side) => side * side,
            Self::Rectangle(width, height) => width * height,
            Self::Triangle(base, height) => base * height / 2,
            Self::Cross(length, width) => 2 * length * width - width * width,
        }
    }
}
// ANCHOR_END: shapes

fn shape(kind: u64, side: u64) -> Shape {
    match kind {
        0 => Shape::Square(side),
        1 => Shape::Rectangle(side, 3),
        2 => Shape::Triangle(side, 8),
        _ => Shape::Cross(side, 2),
    }
}

// ANCHOR: total
#[inline(never)]
fn total(shapes: &[Shape]) -> u64 {
    shapes.iter().map(Shape::area).sum()
}
// ANCHOR_END: total

/// The shapes are made here: the first quarter are squares, and so on.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let shapes: Vec<Shape> = (0..items as u64).map(|index| shape(index * 4 / items as u64, 10 + index % 90)).collect();
    // heap: 1
    Box::new(move || total(&shapes)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an enum of shapes, type by type", prepared(prepare))
        .answers(crate::areas)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::SHAPES)
        .against("sorted_dyn");
