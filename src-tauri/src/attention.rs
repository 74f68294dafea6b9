//! What calls for somebody although she looks elsewhere: the badge on the program's icon and a tray icon
//! that says how many orders nobody has seen. The sound is the pages'.
//!
//! On Linux the tray needs a library that not every desktop has; without it there is a window and no
//! tray, because asking for the library when it is missing would end the program.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use tauri::menu::{Menu, MenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager};
use vitrine_core::{Author, Topic};
use vitrine_server::House;

const TRAY: &str = "shop";
/// Either will do.
const LIBRARIES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];

/// Words of the menu, by the machine's language: the window's own language is chosen later.
fn words() -> [&'static str; 2] {
    let language =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    spoken(language.as_deref().unwrap_or_default())
}

/// What a locale such as `pt_BR.UTF-8` is spoken to in: open, quit.
fn spoken(locale: &str) -> [&'static str; 2] {
    match locale.split(['_', '-', '.', '@']).next().unwrap_or_default() {
        "ar" => ["افتح Vitrine", "إنهاء"],
        "es" => ["Abrir Vitrine", "Salir"],
        "fr" => ["Ouvrir Vitrine", "Quitter"],
        "hi" => ["Vitrine खोलें", "बंद करें"],
        "pt" => ["Abrir o Vitrine", "Sair"],
        _ => ["Open Vitrine", "Quit"],
    }
}

fn tray_is_possible() -> bool {
    let below = |folder: &str| {
        let here = LIBRARIES.iter().any(|library| Path::new(folder).join(library).exists());
        let deeper = std::fs::read_dir(folder).into_iter().flatten().flatten();
        here || deeper.filter(|e| e.path().is_dir()).any(|e| LIBRARIES.iter().any(|library| e.path().join(library).exists()))
    };
    !cfg!(target_os = "linux") || ["/usr/lib", "/usr/lib64", "/usr/local/lib"].into_iter().any(below)
}

/// Puts the tray icon there, where the desktop can show one.
///
/// # Errors
/// When the system refuses.
pub fn tray(app: &AppHandle) -> tauri::Result<()> {
    if !tray_is_possible() {
        return Ok(());
    }
    let [open, quit] = words();
    let open = MenuItem::with_id(app, "open", open, true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", quit, true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&open, &quit])?;
    let mut tray = TrayIconBuilder::with_id(TRAY).tooltip("Vitrine").menu(&menu).on_menu_event(|app, event| match event.id().as_ref() {
        "quit" => app.exit(0),
        _ => show(app),
    });
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(app)?;
    Ok(())
}

fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that cannot be raised is still in the task bar.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Shows how many orders nobody has looked at, when something about orders has changed.
pub async fn follow(app: &AppHandle, house: &Arc<House>, topics: &[Topic]) {
    if !topics.iter().any(|topic| matches!(topic, Topic::Orders | Topic::Shop)) {
        return;
    }
    let view = house.call(Author::shop(), "shop_get", json!({})).await.unwrap_or_default();
    let ringing = view["ringing"].as_i64().unwrap_or(0);
    let shop = view["name"].as_str().unwrap_or("Vitrine");
    if let Some(window) = app.get_webview_window("main") {
        // Desktops without badges have none.
        let _ = window.set_badge_count((ringing > 0).then_some(ringing));
    }
    if let Some(tray) = app.tray_by_id(TRAY) {
        let said = if ringing > 0 { format!("{shop} · {ringing} ●") } else { shop.to_owned() };
        let _ = tray.set_tooltip(Some(&said));
        let _ = tray.set_title((ringing > 0).then(|| ringing.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn the_tray_speaks_what_the_window_speaks() {
        let quit = |locale| spoken(locale)[1];
        assert_eq!(
            ["en_GB.UTF-8", "es_MX", "fr-FR", "pt_BR.UTF-8", "hi_IN", "ar"].map(quit),
            ["Quit", "Salir", "Quitter", "Sair", "बंद करें", "إنهاء"]
        );
        assert_eq!(quit("fro_FR"), "Quit", "another language that begins alike is not it");
        assert_eq!([quit("C"), quit("")], ["Quit", "Quit"], "a machine that says nothing is spoken to in English");
    }
}
