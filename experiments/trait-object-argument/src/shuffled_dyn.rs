//! Shapes of four types as `Box<dyn Shape>`, the types in no order: an indirect call for each shape, and the next type can't be guessed from the last ones.
//!
//! The same shapes as in `sorted_dyn`, made in another order. Their blocks, where they have any, are made in the order in which they are read.

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

// ANCHOR: prepare
/// The shapes are made here, in an order drawn by a linear congruential generator (the same on every run).
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let mut order: Vec<u64> = (0..items as u64).collect(); // heap: 1
    let mut random = 1_u64;
    for last in (1..order.len()).rev() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (random >> 33) as usize % (last + 1));
    }
    let shapes: Vec<Box<dyn Shape>> =
        order.into_iter().map(|index| shape(index * 4 / items as u64, 10 + index % 90)).collect(); // heap: 1
    Box::new(move || total(&shapes)) // heap: 1
}
// ANCHOR_END: prepare

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the same boxed shapes, in no order", prepared(prepare))
        .answers(crate::areas)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::SHAPES)
        .against("sorted_dyn");
