//! How bright is it in a harbour? Its cameras know.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A camera, and how bright what it sees is, about.
#[derive(Clone, Copy, Debug)]
pub struct Camera {
    pub light: u8,
}

/// The bytes of a picture.
const PIXELS: usize = 2_048;

impl Camera {
    /// A picture, as it is now.
    fn picture(self) -> [u8; PIXELS] {
        std::array::from_fn(|pixel| self.light ^ (pixel % 4) as u8)
    }
}

/// A future that is ready when it is polled for the second time, so that the other cameras have their turn.
struct Turn {
    was_polled: bool,
}

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.was_polled {
            return Poll::Ready(());
        }
        self.was_polled = true;
        Poll::Pending
    }
}

/// The mean of a picture's pixels.
async fn brightness(camera: Camera) -> u32 {
    let sum: u32 = {
        let picture = camera.picture();
        picture.iter().map(|pixel| u32::from(*pixel)).sum()
    };
    Turn { was_polled: false }.await;
    sum / PIXELS as u32
}

/// How bright it is at each camera. All of them are asked before one of them answers.
pub fn brightnesses(cameras: &[Camera]) -> Vec<u32> {
    let mut tasks: Vec<Pin<Box<dyn Future<Output = u32>>>> = Vec::with_capacity(cameras.len());
    for camera in cameras {
        tasks.push(Box::pin(brightness(*camera)));
    }
    let mut answers = vec![0; cameras.len()];
    let mut context = Context::from_waker(Waker::noop());
    let mut waits: Vec<bool> = vec![true; cameras.len()];
    while waits.contains(&true) {
        for ((task, answer), waits) in tasks.iter_mut().zip(&mut answers).zip(&mut waits) {
            if *waits && let Poll::Ready(brightness) = task.as_mut().poll(&mut context) {
                (*answer, *waits) = (brightness, false);
            }
        }
    }
    answers
}
