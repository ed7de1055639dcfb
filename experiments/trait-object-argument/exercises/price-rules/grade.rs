//! The tests of `price-rules`.

use super::exercise::{Cart, prices};
use grading::{Grading, Rng};

const SPRING: [(&str, u64); 5] =
    [("percent", 10), ("coupon", 500), ("free-shipping", 3), ("whole-units", 0), ("percent", 2)];
const NAMES: [&str; 5] = ["percent", "coupon", "free-shipping", "whole-units", "gift-wrap"];

fn cart(items: &[u64]) -> Cart {
    Cart { items: items.to_vec(), shipping: 490 }
}

fn hundred_carts() -> Vec<Cart> {
    let items = |cart: u64| (0..=cart % 7).map(|item| 199 + 650 * item + 13 * cart).collect();
    (0..100).map(|cart| Cart { items: items(cart), shipping: 490 }).collect()
}

pub fn grade(grading: &mut Grading) {
    let three = [cart(&[1999, 250]), cart(&[1000, 1000, 1000]), cart(&[])];
    grading.right("three carts, one of them empty", || prices(&three, &SPRING), vec![1862, 2058, 0]);
    grading.right("a campaign without rules", || prices(&three, &[]), vec![2739, 3490, 490]);
    let order = [("coupon", 1000), ("percent", 50), ("coupon", 5)];
    grading.right("a coupon before a percentage and one after it", || prices(&three[..1], &order), vec![865]);
    let unknown = [("gift-wrap", 1), ("percent", 50)];
    grading.right("a rule that is not known", || prices(&three[..1], &unknown), vec![1370]);
    grading.right("no carts", || prices(&[], &SPRING), vec![]);
    grading.right_on_random("random carts", random, |(carts, campaign)| prices(carts, campaign), slow);
    grading.counted("100 carts under five rules", hundred_carts, |carts| prices(&carts, &SPRING));
}

fn random(random: &mut Rng, size: usize) -> (Vec<Cart>, Vec<(&'static str, u64)>) {
    let carts = random.usize(..=size);
    let carts =
        (0..carts).map(|_| Cart { items: Grading::numbers(random, 5, 3000), shipping: random.u64(..600) }).collect();
    let rules = random.usize(..=size);
    (carts, (0..rules).map(|_| (Grading::one_of(random, &NAMES), random.u64(..120))).collect())
}

fn slow((carts, campaign): &(Vec<Cart>, Vec<(&'static str, u64)>)) -> Vec<u64> {
    let mut all = Vec::new();
    for cart in carts {
        let mut price = cart.shipping;
        for item in &cart.items {
            price += item;
        }
        for &(name, number) in campaign {
            let off = match name {
                "percent" if number > 100 => price,
                "percent" => price * number / 100,
                "coupon" => number,
                "free-shipping" if cart.items.len() as u64 >= number => cart.shipping,
                "whole-units" => price % 100,
                _ => 0,
            };
            price = if off > price { 0 } else { price - off };
        }
        all.push(price);
    }
    all
}
