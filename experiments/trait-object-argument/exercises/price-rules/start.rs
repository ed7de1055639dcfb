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

/// The rule that a line of the campaign asks for, such as `percent 10`.
fn plug_in(name: &str, number: u64) -> Option<Box<dyn Rule>> {
    match name {
        "percent" => Some(Box::new(Percent(number))),
        "coupon" => Some(Box::new(Coupon(number))),
        "free-shipping" => Some(Box::new(FreeShipping(number))),
        "whole-units" => Some(Box::new(WholeUnits)),
        _ => None,
    }
}

/// The price of each cart after all rules of the campaign, in their order. A rule that is not known is passed over.
pub fn prices(carts: &[Cart], campaign: &[(&str, u64)]) -> Vec<u64> {
    carts.iter().map(|cart| price(cart, campaign)).collect()
}

fn price(cart: &Cart, campaign: &[(&str, u64)]) -> u64 {
    let rules: Vec<Box<dyn Rule>> = campaign.iter().filter_map(|(name, number)| plug_in(name, *number)).collect();
    let full = cart.items.iter().sum::<u64>() + cart.shipping;
    rules.iter().fold(full, |price, rule| rule.apply(cart, price))
}
