//! The microphone, for voice notes: the window may use it, and nothing else that asks to be allowed. A page of ours only
//! asks when somebody presses *Record*, so a second question would say nothing new; where the system has one of its own
//! (macOS, a portal), it still asks.
//!
//! WebKitGTK keeps recording switched off until it is told otherwise. Whether it can then record depends on the GStreamer
//! of the system; the pages look at what they find and say what is missing.

use tauri::webview::{PermissionKind, PermissionResponse};

/// What a page may have. The rest is left to what each system does with such a wish.
pub fn allows(wish: PermissionKind) -> PermissionResponse {
    match wish {
        PermissionKind::Microphone => PermissionResponse::Allow,
        PermissionKind::Camera | PermissionKind::DisplayCapture | PermissionKind::Geolocation => PermissionResponse::Deny,
        _ => PermissionResponse::Default,
    }
}

/// Switches recording on, where it is off by default.
pub fn switch_on(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    window.with_webview(|webview| {
        use webkit2gtk::{SettingsExt, WebViewExt};
        if let Some(settings) = webview.inner().settings() {
            settings.set_enable_media_stream(true);
        }
    })?;
    #[cfg(not(target_os = "linux"))]
    let _ = window;
    Ok(())
}
