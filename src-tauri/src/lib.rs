//! The window, thin: one command, the change feed, the tray, and the house behind it. Everything else is in
//! `vitrine-server` and `vitrine-core`, so that a browser and the command line have the same shop.

mod attention;
mod web_view;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value;
use tauri::{AppHandle, Emitter, Manager, RunEvent, State, WebviewUrl, WebviewWindowBuilder};
use vitrine_core::{Error, Topic};
use vitrine_server::House;
use vitrine_server::house::HouseOptions;

/// The window's one command: any command of the house or of the open shop.
#[tauri::command]
async fn rpc(house: State<'_, Arc<House>>, command: String, session: Option<String>, payload: Option<Value>) -> Result<Value, Error> {
    let payload = payload.filter(|p| !p.is_null()).unwrap_or_else(|| serde_json::json!({}));
    house.call_as(session.as_deref(), &command, payload).await
}

/// The pages have painted their first rows: said in the log, with how long it took since the program began, and of
/// that the page, since it was asked for.
#[tauri::command]
fn painted(begun: State<'_, Begun>, page: u64) {
    tracing::info!(milliseconds = begun.0.elapsed().as_millis() as u64, page, "painted");
}

/// When the program began.
struct Begun(Instant);

/// Where shops live: a folder of one's own for tests and second laptops, else the system's place for it.
fn base(app: &AppHandle) -> tauri::Result<PathBuf> {
    std::env::var_os("VITRINE_DATA_DIR").map_or_else(|| app.path().app_data_dir(), |dir| Ok(PathBuf::from(dir)))
}

/// Passes changes to the pages.
async fn feed(app: AppHandle, house: Arc<House>) {
    let mut changes = house.changes();
    while let Some(seen) = changes.next().await {
        let seen: Vec<Topic> = seen.into_iter().collect();
        attention::follow(&app, &house, &seen).await;
        if let Err(error) = app.emit("changes", seen) {
            tracing::warn!(%error, "a change did not reach the window");
        }
    }
}

/// Opens the window and runs until it is closed; then what is on the wire is answered and recorded.
///
/// # Errors
/// When the window system refuses a window.
#[expect(clippy::exit, reason = "the context that tauri generates ends the process itself")]
pub fn run() -> tauri::Result<()> {
    let begun = Begun(Instant::now());
    vitrine_server::install_tls();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let app = tauri::Builder::default()
        // Only to WhatsApp and the telephone: see the capability.
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(tauri::generate_handler![rpc, painted])
        .setup(|app| {
            app.manage(begun);
            let handle = app.handle().clone();
            let house = House::new(base(&handle)?, HouseOptions::default());
            app.manage(Arc::clone(&house));
            tauri::async_runtime::block_on(house.listen())?;
            // The shop opens while the web view starts, which takes longer.
            let opening = Arc::clone(&house);
            tauri::async_runtime::spawn(async move { opening.open_last().await });
            tauri::async_runtime::spawn(feed(handle.clone(), house));
            let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .on_permission_request(|_, wish| web_view::allows(wish))
                .title("Vitrine")
                .inner_size(1366.0, 768.0)
                .min_inner_size(480.0, 480.0)
                .build()?;
            if let Err(error) = web_view::set_up(&window) {
                tracing::warn!(%error, "the web view keeps its defaults");
            }
            if let Err(error) = attention::tray(&handle) {
                tracing::warn!(%error, "there is no tray icon");
            }
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|handle, event| {
        if matches!(event, RunEvent::Exit) {
            let house = Arc::clone(handle.state::<Arc<House>>().inner());
            tauri::async_runtime::block_on(async move { house.shut().await });
        }
    });
    Ok(())
}
