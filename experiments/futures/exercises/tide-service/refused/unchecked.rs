//! The water at a harbour, asked for through three layers.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// The measurement of a gauge is there when it is asked for the second time.
struct Gauge {
    was_asked: bool,
    level: Option<u32>,
}

impl Future for Gauge {
    type Output = Option<u32>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        if self.was_asked {
            return Poll::Ready(self.level);
        }
        self.was_asked = true;
        Poll::Pending
    }
}

/// A layer that answers how high the water is at an hour.
trait Service {
    async fn level(&self, hour: u32) -> Option<u32>;
}

/// The gauge itself: a measurement an hour, in centimetres.
struct Station(Vec<u32>);

/// Answers for the hours of a day.
struct Checked<S>(S);

/// Answers in tens of centimetres.
struct Rounded<S>(S);

impl Service for Station {
    async fn level(&self, hour: u32) -> Option<u32> {
        Gauge { was_asked: false, level: self.0.get(hour as usize).copied() }.await
    }
}

impl<S: Service> Service for Checked<S> {
    async fn level(&self, hour: u32) -> Option<u32> {
        self.0.level(hour).await
    }
}

impl<S: Service> Service for Rounded<S> {
    async fn level(&self, hour: u32) -> Option<u32> {
        self.0.level(hour).await.map(|level| level / 10)
    }
}

/// What is asked.
pub struct Tides(Rounded<Checked<Station>>);

impl Tides {
    /// With a measurement an hour, in centimetres.
    pub fn new(levels: Vec<u32>) -> Self {
        Self(Rounded(Checked(Station(levels))))
    }
}

/// The highest water at these hours, in tens of centimetres; nothing if no hour has a measurement.
pub fn highest(tides: &Tides, hours: &[u32]) -> Option<u32> {
    run(async {
        let mut highest = None;
        for hour in hours {
            highest = highest.max(tides.0.level(*hour).await);
        }
        highest
    })
}

/// Polls a future until it is ready.
fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut context) {
            return answer;
        }
    }
}
