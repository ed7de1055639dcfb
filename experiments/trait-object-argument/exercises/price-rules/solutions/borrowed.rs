//! The prices of carts under the rules of a campaign.

/// What somebody is about to buy. Prices are in cents.
#[derive(Clone, Debug)]
pub struct Cart {
    pub items: Vec<u64>,
    pub shipping: u64,
}

/// A plug-in: what it makes of the price so far.
trait Rule {
    fn apply(&self, cart: &Cart, price: u64) -> u64;
}

/// Takes off a percentage.
struct Percent(u64);

/// Takes off an amount.
struct Coupon(u64);

/// Gives back the shipping of carts with at least so many items.
struct FreeShipping(u64);

/// Rounds down to whole units.
struct WholeUnits;

impl Rule for Percent {
    fn apply(&self, _: &Cart, price: u64) -> u64 {
        price - price * self.0.min(100) / 100
    }
}

impl Rule for Coupon {
    fn apply(&self, _: &Cart, price: u64) -> u64 {
        price.saturating_sub(self.0)
    }
}

impl Rule for FreeShipping {
    fn apply(&self, cart: &Cart, price: u64) -> u64 {
        if cart.items.len() as u64 >= self.0 { price.saturating_sub(cart.shipping) } else { price }
    }
}

impl Rule for WholeUnits {
    fn apply(&self, _: &Cart, price: u64) -> u64 {
        price - price % 100
    }
}

/// The price after the rule that a line of the campaign asks for, such as `percent 10`.
fn apply(name: &str, number: u64, cart: &Cart, price: u64) -> u64 {
    let rule: &dyn Rule = match name {
        "percent" => &Percent(number),
        "coupon" => &Coupon(number),
        "free-shipping" => &FreeShipping(number),
        "whole-units" => &WholeUnits,
        _ => return price,
    };
    rule.apply(cart, price)
}

/// The price of each cart after all rules of the campaign, in their order. A rule that is not known is passed over.
pub fn prices(carts: &[Cart], campaign: &[(&str, u64)]) -> Vec<u64> {
    carts.iter().map(|cart| price(cart, campaign)).collect()
}

fn price(cart: &Cart, campaign: &[(&str, u64)]) -> u64 {
    let full = cart.items.iter().sum::<u64>() + cart.shipping;
    campaign.iter().fold(full, |price, (name, number)| apply(name, *number, cart, price))
}
