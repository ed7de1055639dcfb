//! Shapes of four types as the enum `Shape`, the types in no order: a `match` for each shape, and the next type can't be guessed from the last ones.
//!
//! The same shapes as in `sorted_enum`, in another order.

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

// ANCHOR: prepare
/// The shapes are made here, in an order drawn by a linear congruential generator (the same on every run).
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let mut order: Vec<u64> = (0..items as u64).collect(); // heap: 1
    let mut random = 1_u64;
    for last in (1..order.len()).rev() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (random >> 33) as usize % (last + 1));
    }
    let shapes: Vec<Shape> = order.into_iter().map(|index| shape(index * 4 / items as u64, 10 + index % 90)).collect();
    // heap: 1
    Box::new(move || total(&shapes)) // heap: 1
}
// ANCHOR_END: prepare

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the same enum of shapes, in no order", prepared(prepare))
        .answers(crate::areas)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::SHAPES)
        .against("sorted_dyn");
