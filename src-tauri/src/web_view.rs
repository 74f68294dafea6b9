//! The web view's own switches: what a page may ask for, and how WebKitGTK paints.
//!
//! The microphone is for voice notes: the window may use it, and nothing else that asks to be allowed. A page of ours only
//! asks when somebody presses *Record*, so a second question would say nothing new; where the system has one of its own
//! (macOS, a portal), it still asks. WebKitGTK keeps recording switched off until it is told otherwise. Whether it can then
//! record depends on the GStreamer of the system; the pages look at what they find and say what is missing.
//!
//! Without a graphics processor (a virtual machine, a remote desktop, a driver that is not there) WebKitGTK has one emulated
//! to put layers together. Painting without layers is quicker to begin there and saves 90 MB; with a processor, they stay.

use tauri::webview::{PermissionKind, PermissionResponse};

/// What a page may have. The rest is left to what each system does with such a wish.
pub fn allows(wish: PermissionKind) -> PermissionResponse {
    match wish {
        PermissionKind::Microphone => PermissionResponse::Allow,
        PermissionKind::Camera | PermissionKind::DisplayCapture | PermissionKind::Geolocation => PermissionResponse::Deny,
        _ => PermissionResponse::Default,
    }
}

/// Sets what WebKitGTK has otherwise by default; the other systems' web views need nothing.
pub fn set_up(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    window.with_webview(|webview| {
        use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};
        if let Some(settings) = webview.inner().settings() {
            settings.set_enable_media_stream(true);
            if !has_graphics_processor() {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
        }
    })?;
    #[cfg(not(target_os = "linux"))]
    let _ = window;
    Ok(())
}

/// Whether the system shows a device that draws; one that only shows what was drawn has no such name.
#[cfg(target_os = "linux")]
fn has_graphics_processor() -> bool {
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    devices.into_iter().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
