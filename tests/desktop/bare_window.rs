//! The least a window can be: a page with a word in it, in the same web view. It says `painted` once that word is
//! on the screen and stays open; the bench of the window begins where this ends.

#[cfg(target_os = "linux")]
mod window {
    use tao::event::{Event, WindowEvent};
    use tao::event_loop::{ControlFlow, EventLoop};
    use tao::platform::unix::WindowExtUnix;
    use tao::window::WindowBuilder;
    use wry::{WebViewBuilder, WebViewBuilderExtUnix};

    /// Two frames later what was painted is on the screen; the product waits for the same.
    const PAGE: &str = "<!doctype html><title>Bare</title><p>Hello</p><script>requestAnimationFrame(() => requestAnimationFrame(() => window.ipc.postMessage('painted')))</script>";

    #[expect(clippy::print_stderr, reason = "its one word to whoever measures")]
    pub(crate) fn open() -> Result<(), Box<dyn std::error::Error>> {
        let events = EventLoop::new();
        let window = WindowBuilder::new().with_inner_size(tao::dpi::LogicalSize::new(1366.0, 768.0)).build(&events)?;
        let parent = window.default_vbox().ok_or("the window has no inside")?;
        let _view = WebViewBuilder::new().with_html(PAGE).with_ipc_handler(|_| eprintln!("painted")).build_gtk(parent)?;
        events.run(move |event, _, flow| {
            *flow = ControlFlow::Wait;
            if let Event::WindowEvent { event: WindowEvent::CloseRequested, .. } = event {
                *flow = ControlFlow::Exit;
            }
        })
    }
}

#[cfg(target_os = "linux")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    window::open()
}

/// It is measured where the bench runs.
#[cfg(not(target_os = "linux"))]
fn main() {}
