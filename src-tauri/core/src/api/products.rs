//! Products, stock, cells of the grid, imports, pictures, places.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::catalog::measure::{self, Quantity};

/// A row of the grid.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ProductRow {
    /// The variant.
    #[serde(flatten)]
    pub variant: VariantRow,
    /// People waiting for it.
    pub waiting: i64,
}

pub(super) fn products_list(call: &Call, _: Nothing) -> Result<Vec<ProductRow>> {
    call.shop.read(|read| {
        let waiting = waitlist::counts(read)?;
        Ok(catalog::list(read)?
            .into_iter()
            .map(|variant| ProductRow { waiting: waiting.get(&variant.id).copied().unwrap_or(0), variant })
            .collect())
    })
}

/// A product to add.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ProductAdd {
    /// Its name.
    pub title: String,
    /// What it is.
    #[serde(default)]
    pub description: String,
    /// Kind of product.
    #[serde(default)]
    pub category: String,
    /// What its prices are for: piece, pair, kg, or a word of the shop's own.
    #[serde(default)]
    pub unit: String,
    /// In which steps it is sold, in units: "0.1"; whole units if left out.
    #[serde(default)]
    pub step: Quantity,
    /// At least one.
    pub variants: Vec<VariantAdd>,
    /// The picture's bytes, base64.
    #[serde(default)]
    pub picture: Option<String>,
}

/// A variant to add.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct VariantAdd {
    /// "42 · black"; empty for a product without options.
    #[serde(default)]
    pub label: String,
    /// SKU.
    #[serde(default)]
    pub sku: Option<String>,
    /// Barcode.
    #[serde(default)]
    pub barcode: Option<String>,
    /// As typed.
    #[serde(default)]
    pub price: String,
    /// On the shelf, in units.
    #[serde(default)]
    pub stock: Quantity,
}

pub(super) fn product_add(call: &Call, new: ProductAdd) -> Result<Vec<VariantId>> {
    if new.title.trim().is_empty() || new.variants.is_empty() {
        return Err(Error::new(Code::BadRequest).with("field", "title"));
    }
    let picture = new.picture.as_deref().map(decode).transpose()?.map(|bytes| media::convert(&bytes)).transpose()?;
    let currency = call.currency()?;
    call.shop.write(|tx| {
        let image = picture.as_ref().map(|p| media::store(tx, &call.shop.dir, p, call.now)).transpose()?;
        let fields = catalog::NewProduct {
            title: new.title.trim(),
            description: &new.description,
            category: &new.category,
            unit: if new.unit.is_empty() { "piece" } else { &new.unit },
            image: image.as_deref(),
        };
        let product = catalog::add(tx, &fields, call.now)?;
        if !new.step.0.trim().is_empty() {
            catalog::step::set(tx, product, measure::read_step(&new.step.0)?)?;
        }
        new.variants.iter().map(|v| add_variant(tx, product, v, &currency, call)).collect()
    })
}

pub(super) fn add_variant(tx: &crate::db::Tx<'_>, product: ProductId, new: &VariantAdd, currency: &str, call: &Call) -> Result<VariantId> {
    let price = catalog::parse_price(&new.price, currency)?;
    let variant = catalog::add_variant(tx, product, &new.label, new.sku.as_deref(), new.barcode.as_deref(), price)?;
    let stock = new.stock.steps(catalog::get(tx, variant)?.step)?;
    catalog::set_stock(tx, variant, stock, "counted", &call.author, call.now)?;
    Ok(variant)
}

pub(super) fn decode(text: &str) -> Result<Vec<u8>> {
    BASE64.decode(text).map_err(|_| Error::new(Code::BadRequest).with("field", "base64"))
}

pub(super) fn product_get(call: &Call, request: VariantRef) -> Result<ProductCard> {
    call.shop.read(|read| catalog::product::card(read, request.variant, call.now))
}

pub(super) fn product_history(call: &Call, request: VariantRef) -> Result<Vec<LedgerRow>> {
    call.shop.read(|read| catalog::history(read, request.variant))
}

pub(super) fn product_find(call: &Call, request: CodeRef) -> Result<VariantRow> {
    call.shop.read(|read| catalog::find(read, &request.code))
}

/// A count.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StockSet {
    /// Which variant.
    pub variant: VariantId,
    /// On the shelf, in units.
    pub on_hand: Quantity,
}

/// What a change of stock came to.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StockAnswer {
    /// The change, to undo it.
    pub change: StockChange,
    /// The variant as it is now.
    pub variant: VariantRow,
    /// People waiting, if there is now something to tell them.
    pub tell: Option<i64>,
    /// Staff typed it: *Tell them* now stands in the owner's Today.
    pub proposed: bool,
}

pub(super) fn stock_set(call: &Call, request: StockSet) -> Result<StockAnswer> {
    call.shop.write(|tx| {
        let row = catalog::get(tx, request.variant)?;
        let before = row.portions();
        let on_hand = measure::read(&request.on_hand.0, row.step)?;
        let change = catalog::set_stock(tx, request.variant, on_hand, "counted", &call.author, call.now)?;
        now_available(tx, call, before, change)
    })
}

/// A counter sale.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StockSell {
    /// SKU, barcode or retailer id, typed or scanned.
    pub code: String,
    /// How much, in units; one if left out.
    #[serde(default)]
    pub quantity: Quantity,
    /// Sell although all that is left is kept for customers.
    #[serde(default)]
    pub even_if_held: bool,
}

pub(super) fn stock_sell(call: &Call, request: StockSell) -> Result<StockAnswer> {
    call.shop.write(|tx| {
        let row = catalog::find(tx, &request.code)?;
        let wanted = request.quantity.steps_or_one(row.step)?;
        if wanted <= 0 {
            return Err(Error::new(Code::BadNumber).with("text", request.quantity.0));
        }
        if row.on_hand < wanted {
            return Err(Error::new(Code::SoldOut).with("product", row.full_name()));
        }
        if row.available() < wanted && !request.even_if_held {
            return Err(Error::new(Code::AllHeld).with("product", row.full_name()).with("held", row.said(row.held)));
        }
        let store = stores::main(tx)?.id;
        let change = catalog::take(tx, row.id, wanted, store, "sold", &call.author, call.now)?;
        let variant = catalog::get(tx, row.id)?;
        if variant.portions() == 0 {
            waitlist::dismiss(tx, row.id, call.now)?;
        }
        waitlist::follow(tx, call.now)?;
        Ok(StockAnswer { change, variant, tell: None, proposed: false })
    })
}

pub(super) fn stock_undo(call: &Call, request: LedgerRef) -> Result<StockChange> {
    call.shop.write(|tx| {
        let change = catalog::undo_stock(tx, request.ledger, &call.author, call.now)?;
        if catalog::get(tx, change.variant)?.portions() == 0 {
            waitlist::dismiss(tx, change.variant, call.now)?;
        }
        Ok(change)
    })
}

/// Says without counting.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StockSay {
    /// Which variant.
    pub variant: VariantId,
    /// available or `sold_out`; `null` to count again.
    pub state: Option<String>,
}

pub(super) fn stock_say(call: &Call, request: StockSay) -> Result<StockAnswer> {
    call.shop.write(|tx| {
        let before = catalog::get(tx, request.variant)?;
        catalog::stock::set_uncounted(tx, request.variant, request.state.as_deref(), call.now)?;
        let after = catalog::get(tx, request.variant)?;
        let change = StockChange { ledger: None, variant: after.id, before: before.on_hand, after: after.on_hand };
        now_available(tx, call, before.portions(), change)
    })
}

/// What follows a change of stock: people may be told now, or no longer.
fn now_available(tx: &crate::db::Tx<'_>, call: &Call, before: i64, change: StockChange) -> Result<StockAnswer> {
    let variant = catalog::get(tx, change.variant)?;
    let waits = before == 0 && variant.portions() > 0 && waitlist::propose(tx, variant.id, &call.author, call.now)?;
    if variant.portions() == 0 {
        waitlist::dismiss(tx, variant.id, call.now)?;
    }
    let waiting = waitlist::counts(tx)?.get(&variant.id).copied().unwrap_or(0);
    Ok(StockAnswer { change, variant, tell: waits.then_some(waiting), proposed: waits && call.author.role == Role::Staff })
}

pub(super) fn cell_edit(call: &Call, request: Cell) -> Result<CellEdit> {
    let currency = call.currency()?;
    call.shop.write(|tx| catalog::cells::edit(tx, &request, &call.typing(&currency)))
}

pub(super) fn cell_undo(call: &Call, request: EditRef) -> Result<Done> {
    let currency = call.currency()?;
    call.shop.write(|tx| catalog::cells::undo_edit(tx, request.edit, &call.typing(&currency)))?;
    Ok(DONE)
}

/// A file of the catalogue.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CatalogueWanted {
    /// Which.
    pub kind: CatalogueFile,
}

/// A file made.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FileMade {
    /// What to call it.
    pub file_name: String,
    /// Rows in it.
    pub rows: usize,
    /// Its bytes, base64.
    pub content: String,
}

pub(super) fn catalogue_export(call: &Call, request: CatalogueWanted) -> Result<FileMade> {
    let mut bytes = Vec::new();
    let rows = call.shop.read(|read| crate::exports::catalogue::write(read, request.kind, &mut bytes))?;
    Ok(FileMade { file_name: request.kind.file_name().to_owned(), rows, content: BASE64.encode(bytes) })
}

/// Where to.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FolderWanted {
    /// A folder of this machine, new or empty.
    pub folder: String,
}

pub(super) fn take_away(call: &Call, request: FolderWanted) -> Result<TakenAway> {
    call.owner_only()?;
    call.shop.read(|read| crate::exports::folder::write(read, &call.shop.dir, std::path::Path::new(&request.folder)))
}

/// A picture, or another file of the shop's.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PictureRef {
    /// Its hash.
    pub hash: String,
    /// The small one.
    #[serde(default)]
    pub small: bool,
}

pub(super) fn picture(call: &Call, request: PictureRef) -> Result<String> {
    let (bytes, mime) = if request.small {
        (call.shop.read(|read| media::thumbnail(read, &request.hash))?, "image/jpeg".to_owned())
    } else {
        call.shop.read(|read| media::file(read, &call.shop.dir, &request.hash))?
    };
    Ok(format!("data:{mime};base64,{}", BASE64.encode(bytes)))
}

/// Pictures to put on a product.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PicturesAdd {
    /// Any of its variants.
    pub variant: VariantId,
    /// Each picture's bytes, base64.
    pub pictures: Vec<String>,
}

pub(super) fn product_pictures(call: &Call, request: PicturesAdd) -> Result<ProductCard> {
    let pictures = request.pictures.iter().map(|text| media::convert(&decode(text)?)).collect::<Result<Vec<_>>>()?;
    call.shop.write(|tx| {
        let product = catalog::get(tx, request.variant)?.product_id;
        for picture in &pictures {
            let hash = media::store(tx, &call.shop.dir, picture, call.now)?;
            catalog::pictures::add(tx, product, &hash, "")?;
        }
        catalog::product::card(tx, request.variant, call.now)
    })
}

/// A change to a product's pictures; each is named by its `url`.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PictureChange {
    /// Any of its variants.
    pub variant: VariantId,
    /// What to do.
    pub change: PictureAct,
}

/// What can be done to a product's pictures.
#[derive(Debug, Deserialize, Serialize, TS)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum PictureAct {
    /// In this order.
    Order {
        /// All of them.
        urls: Vec<String>,
    },
    /// What one shows, in words.
    Describe {
        /// Which.
        url: String,
        /// The words.
        alt: String,
    },
    /// Away with one.
    Remove {
        /// Which.
        url: String,
    },
    /// One that was taken away comes back.
    PutBack {
        /// As it was.
        picture: catalog::product::PictureOf,
        /// Where it stood; 0 is first.
        at: usize,
    },
}

pub(super) fn product_picture_change(call: &Call, request: PictureChange) -> Result<ProductCard> {
    call.shop.write(|tx| {
        let product = catalog::get(tx, request.variant)?.product_id;
        match &request.change {
            PictureAct::Order { urls } => catalog::pictures::order(tx, product, urls)?,
            PictureAct::Describe { url, alt } => catalog::pictures::describe(tx, product, url, alt)?,
            PictureAct::Remove { url } => catalog::pictures::remove(tx, product, url)?,
            PictureAct::PutBack { picture, at } => catalog::pictures::put_back(tx, product, picture, *at)?,
        }
        catalog::product::card(tx, request.variant, call.now)
    })
}

pub(super) fn pictures_progress(call: &Call, _: Nothing) -> Result<PicturesProgress> {
    call.shop.read(catalog::pictures::progress)
}

/// pause, resume, again.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PicturesStep {
    /// pause, resume or again.
    pub step: String,
}

pub(super) fn pictures_fetch(call: &Call, request: PicturesStep) -> Result<PicturesProgress> {
    call.shop.write(|tx| {
        match request.step.as_str() {
            "pause" => tx.set_setting(catalog::pictures::PAUSED, &true)?,
            "resume" => tx.set_setting(catalog::pictures::PAUSED, &false)?,
            "again" => drop(catalog::pictures::again(tx, call.now)?),
            _ => return Err(Error::new(Code::BadRequest).with("field", "step")),
        }
        catalog::pictures::progress(tx)
    })
}
