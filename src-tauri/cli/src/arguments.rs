//! What can be typed after `vitrine`: the words, their meaning and their defaults. What they do is in
//! the library's root.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A storefront for small shops that sell over `WhatsApp`, without a window.
#[derive(Parser)]
#[command(name = "vitrine", version)]
pub(crate) struct Arguments {
    /// The shop's folder.
    #[arg(long, global = true, default_value = ".", env = "VITRINE_SHOP")]
    pub(crate) shop: PathBuf,
    /// Answers as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// A file with the passphrase, where there is no keyring.
    #[arg(long, global = true)]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Whose name to act under, where people sign in with a PIN; the PIN is read from VITRINE_PIN or asked for.
    #[arg(long, global = true, env = "VITRINE_AS")]
    pub(crate) r#as: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The owner's automations.
#[derive(Debug, Subcommand)]
pub(crate) enum Automations {
    /// Each as a sentence, with whom it has spoken to.
    List,
    /// Keeps the automation in a JSON file: name, when, steps; with an id it replaces that one.
    Set {
        /// The file, or - for standard input.
        file: PathBuf,
    },
    /// What such a file would have done to the last thirty days; nothing is sent or kept.
    Try {
        /// The file, or - for standard input.
        file: PathBuf,
    },
    /// Lets one speak.
    On {
        /// Its number.
        automation: i64,
    },
    /// Keeps one quiet.
    Off {
        /// Its number.
        automation: i64,
    },
    /// What one has done in thirty days.
    History {
        /// Its number.
        automation: i64,
    },
    /// Takes one away.
    Remove {
        /// Its number.
        automation: i64,
    },
}

/// A model of the owner's choice.
#[derive(Debug, Subcommand)]
pub(crate) enum Model {
    /// Which is chosen, and what came of asking it.
    Show,
    /// Chooses one and switches it on; what is left out stays.
    Set {
        /// Where it is: https, or http on this laptop or its network.
        #[arg(long)]
        address: Option<String>,
        /// What it is called there.
        #[arg(long)]
        model: Option<String>,
        /// A file with its key, which goes into the keyring; an empty file forgets the key.
        #[arg(long)]
        key_file: Option<PathBuf>,
        /// Whether it may put other words to answers.
        #[arg(long)]
        words: Option<bool>,
        /// Whether it may say what unclear messages are about.
        #[arg(long)]
        sorts: Option<bool>,
    },
    /// Asks it nothing more.
    Off,
    /// Asks it once and shows both texts and what was sent; no customer reads anything of it.
    Try {
        /// What a customer might write; left out, it is about a product there is.
        #[arg(default_value = "", allow_hyphen_values = true)]
        text: String,
    },
}

/// How many people are written to.
#[derive(Args, Debug)]
pub(crate) struct ToMany {
    /// Person by person, from the shop's own `WhatsApp`; see `hand`.
    #[arg(long)]
    pub(crate) by_hand: bool,
    /// Only says what it would come to.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Does it without asking.
    #[arg(long)]
    pub(crate) yes: bool,
}

/// The owner's own answers.
#[derive(Debug, Subcommand)]
pub(crate) enum Answers {
    /// All of them.
    List,
    /// Reads lines `{"answer_id", "text", "lang"?, "reply"?}`: ways to ask, and what is answered.
    Import {
        /// The file; `-` reads standard input.
        file: PathBuf,
    },
    /// Takes one away.
    Remove {
        /// Its name.
        answer_id: String,
    },
}

/// The owner's guides.
#[derive(Debug, Subcommand)]
pub(crate) enum Guides {
    /// All of them.
    List,
    /// Reads lines `{"guide_id", "title", "steps", "ways"?, "lang"?, "things"?: [{"code", "pieces"?}]}`.
    Import {
        /// The file; `-` reads standard input.
        file: PathBuf,
    },
    /// Takes one away.
    Remove {
        /// Its name.
        guide_id: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// How a customer's words are understood, and what the shop would say; nothing is sent.
    Ask {
        /// Her words.
        #[arg(required_unless_present = "batch", allow_hyphen_values = true)]
        text: Option<String>,
        /// A file of lines `{"text": …}`: one line of JSON comes out per line; `-` reads standard input.
        #[arg(long, conflicts_with = "text")]
        batch: Option<PathBuf>,
        /// Who asks: her number in the shop.
        #[arg(long)]
        customer: Option<i64>,
    },
    /// The owner's automations: what the shop says by itself when something happens.
    #[command(subcommand)]
    Automations(Automations),
    /// A model of the owner's choice that may put other words to what the shop says by itself; off until it is set.
    #[command(subcommand)]
    Model(Model),
    /// The owner's own answers: lists them, reads a file of them in.
    #[command(subcommand)]
    Answers(Answers),
    /// The owner's guides, how a thing is done and what it takes: lists them, reads a file of them in.
    #[command(subcommand)]
    Guides(Guides),
    /// What customers asked for within ninety days and could not have.
    Demand,
    /// Makes a shop in the folder.
    Init {
        /// A demo shop with invented people, wired to the simulator.
        #[arg(long, num_args = 0..=1, default_missing_value = "shoes", value_enum)]
        demo: Option<Demo>,
        /// Its name.
        #[arg(long, default_value = "My shop")]
        name: String,
        /// ISO country: how local phone numbers are read.
        #[arg(long, default_value = "FR")]
        country: String,
        /// ISO currency.
        #[arg(long, default_value = "EUR")]
        currency: String,
        /// IANA time zone.
        #[arg(long, default_value = "Europe/Paris")]
        time_zone: String,
        /// Language code.
        #[arg(long, default_value = "en")]
        language: String,
        /// What the owner is called.
        #[arg(long, default_value = "")]
        owner: String,
    },
    /// Connects the shop to the Cloud API; token and app secret are read from files and kept with the shop's secrets.
    Connect {
        /// Graph address.
        #[arg(long, default_value = "https://graph.facebook.com")]
        graph_url: String,
        /// Graph version.
        #[arg(long, default_value = "v26.0")]
        graph_version: String,
        /// App id; found from the token if left out.
        #[arg(long)]
        app_id: Option<String>,
        /// `WhatsApp` business account id; the only one the token sees if left out.
        #[arg(long)]
        waba_id: Option<String>,
        /// Phone number id; the account's only one if left out.
        #[arg(long)]
        phone_number_id: Option<String>,
        /// File with the token.
        #[arg(long)]
        token_file: PathBuf,
        /// File with the app secret.
        #[arg(long)]
        app_secret_file: PathBuf,
        /// The owner's own phone: until its hello arrives nobody else is written to.
        #[arg(long)]
        owner_phone: Option<String>,
        /// The public address webhooks reach this shop at.
        #[arg(long)]
        callback_url: Option<String>,
        /// Only says what the token can see.
        #[arg(long)]
        look: bool,
    },
    /// Products and stock.
    #[command(subcommand)]
    Products(Products),
    /// Customers.
    #[command(subcommand)]
    Customers(Customers),
    /// The places of the shop.
    #[command(subcommand)]
    Stores(Stores),
    /// Pictures, videos and sound: what a file is and making it fit. Needs no shop.
    #[command(subcommand)]
    Media(Media),
    /// Who waits for what.
    #[command(subcommand)]
    Waitlist(Waitlist),
    /// Tells those who wait for a variant that it is back.
    Alert {
        /// SKU, barcode or retailer id.
        sku: String,
        /// How.
        #[command(flatten)]
        how: ToMany,
    },
    /// Orders.
    #[command(subcommand)]
    Orders(Orders),
    /// Messages on their way.
    #[command(subcommand)]
    Outbox(Outbox),
    /// Messages a person sends from her own `WhatsApp`.
    #[command(subcommand)]
    Hand(Hand),
    /// Templates at Meta.
    #[command(subcommand)]
    Templates(Templates),
    /// Who works here.
    #[command(subcommand)]
    Team(Team),
    /// What messages cost.
    #[command(subcommand)]
    Rates(Rates),
    /// Writes the spare key as a page to print.
    SpareKey {
        /// The PDF to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Opens a shop copied from another laptop with its spare key, read from a file, and keeps the key here.
    OpenWithSpareKey {
        /// File with the words.
        words_file: PathBuf,
    },
    /// Writes everything of the shop into a folder, described: leave any time.
    TakeAway {
        /// A new or empty folder.
        folder: PathBuf,
    },
    /// Opens the shop for others: commands over HTTP, webhooks, workers. Prints one JSON line with its addresses.
    Serve {
        /// Where to listen; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// The window's built pages, to use them in a browser.
        #[arg(long)]
        ui: Option<PathBuf>,
    },
    /// Stores and understands webhook deliveries from files.
    #[command(subcommand)]
    Webhook(Webhook),
    /// Runs any command of the list: a name and its request as JSON.
    Call {
        /// e.g. `shop_get`.
        command: String,
        /// The request.
        #[arg(default_value = "{}")]
        payload: String,
    },
    /// Prints the TypeScript of all commands.
    #[command(hide = true)]
    Typescript,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Demo {
    Shoes,
    Cafe,
    Hardware,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Catalogue {
    Feed,
    Csv,
    Xlsx,
}

#[derive(Subcommand)]
pub(crate) enum Stores {
    /// Every place as it stands now.
    List,
    /// Adds a place.
    Add {
        /// Its name.
        name: String,
        /// Street and town.
        #[arg(long, default_value = "")]
        address: String,
        /// Its hours, in anybody's words.
        #[arg(long, default_value = "")]
        hours: String,
        /// Where it is: a map link, a plus code or coordinates.
        #[arg(long, allow_hyphen_values = true)]
        pin: Option<String>,
        /// Its telephone.
        #[arg(long)]
        phone: Option<String>,
    },
    /// Changes a field: name, address, phone, country, time_zone, opening_hours, services, pin.
    Set {
        /// Its number; see `stores list`.
        store: i64,
        /// Which field.
        field: String,
        /// The new value.
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Takes a place away that nothing refers to.
    Remove {
        /// Its number; see `stores list`.
        store: i64,
    },
    /// The nearest places to a point.
    Nearest {
        /// Latitude and longitude with a comma between, or anything `stores locate` reads.
        #[arg(allow_hyphen_values = true)]
        point: String,
        /// Only those open then: a local time like 2026-11-24T18:30, or `now`.
        #[arg(long)]
        open_at: Option<String>,
        /// Only those that have this: SKU, barcode or retailer id.
        #[arg(long)]
        having: Option<String>,
        /// How many at most.
        #[arg(long, default_value_t = 5)]
        count: usize,
    },
    /// Reads a link, a plus code or coordinates as a point. Needs no shop.
    Locate {
        /// As pasted.
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// A point nearby, for short plus codes: LAT,LON.
        #[arg(long, allow_hyphen_values = true)]
        near: Option<String>,
    },
    /// Reads hours in anybody's words: how they are written down, open or not, until when. Needs no shop.
    Hours {
        /// As typed.
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// A local time like 2026-11-24T18:30; now if left out.
        #[arg(long)]
        at: Option<String>,
        /// IANA time zone of the place.
        #[arg(long, default_value = "UTC")]
        time_zone: String,
        /// ISO country, for its holidays.
        #[arg(long)]
        country: Option<String>,
        /// Language of the text, and of the answer.
        #[arg(long)]
        language: Option<String>,
    },
    /// Imports places: tables, PrestaShop's export, GeoJSON.
    Import {
        /// The file.
        file: PathBuf,
        /// Only says what it would do.
        #[arg(long)]
        dry_run: bool,
        /// What it is, where its content does not say it; the content decides.
        #[arg(long)]
        format: Option<String>,
        /// Says on stderr how far it is, also where that is no terminal.
        #[arg(long)]
        progress: bool,
    },
    /// Undoes a whole import of places.
    UndoImport {
        /// Its number.
        import: i64,
    },
    /// Writes the places as a file: a table, or GeoJSON by its ending.
    Export {
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum Media {
    /// Says what a file is and what keeps it from being sent as it is.
    Check {
        /// The file.
        file: PathBuf,
        /// What it is to be; by its kind if left out.
        #[arg(long = "for", value_enum)]
        purpose: Option<MediaFor>,
    },
    /// Makes a file fit.
    Fit {
        /// The file.
        file: PathBuf,
        /// What it is to be.
        #[arg(long = "for", value_enum)]
        purpose: MediaFor,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        /// Longest side of a picture, in pixels.
        #[arg(long, default_value_t = 1600)]
        longest: u32,
    },
}

#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
pub(crate) enum MediaFor {
    Image,
    Sticker,
    Square,
    Video,
    Voice,
    Audio,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Say {
    Available,
    SoldOut,
    Count,
}

#[derive(Subcommand)]
pub(crate) enum Collections {
    /// Every collection, in its order.
    List,
    /// What is in one of them.
    Show {
        /// Its name.
        name: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum Products {
    /// Imports products: Shopify, WooCommerce, Meta's and Google's feed, Etsy, Square, Loyverse, PrestaShop, Wix, Magento, any table.
    Import {
        /// The file.
        file: PathBuf,
        /// Only says what it would do.
        #[arg(long)]
        dry_run: bool,
        /// Whose file it is, where its content does not say it: shopify, woo_commerce, table …
        #[arg(long)]
        format: Option<String>,
        /// What the columns are, in their order, with commas between; - leaves one out. Remembered for such files.
        #[arg(long, value_delimiter = ',')]
        columns: Option<Vec<String>>,
        /// Where to write the rejected rows.
        #[arg(long)]
        rejected: Option<PathBuf>,
        /// What a place the file names is: "Name in the file=STORE", where STORE is a store's name or number, new, or none. Remembered.
        #[arg(long = "place", value_name = "NAME=STORE")]
        places: Vec<String>,
        /// Says on stderr how far it is, also where that is no terminal.
        #[arg(long)]
        progress: bool,
    },
    /// The folder whose files are offered as they come: sets it, switches it off, or shows it.
    Watch {
        /// The folder.
        #[arg(required_unless_present_any = ["off", "show"], conflicts_with_all = ["off", "show"])]
        folder: Option<PathBuf>,
        /// Watches none.
        #[arg(long, conflicts_with = "show")]
        off: bool,
        /// Only shows which, and what came of late.
        #[arg(long)]
        show: bool,
        /// Files are used without asking.
        #[arg(long, conflicts_with_all = ["off", "show"])]
        by_itself: bool,
    },
    /// Writes the catalogue as a file: Meta's feed, a table, a workbook.
    Export {
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        /// Which file; by its ending if left out: .csv is a table, .xlsx a workbook.
        #[arg(long, value_enum)]
        format: Option<Catalogue>,
    },
    /// Collections, or what is in one of them.
    Collections {
        #[command(subcommand)]
        what: Option<Collections>,
    },
    /// Past imports.
    Imports,
    /// Undoes a whole import.
    UndoImport {
        /// Its number.
        import: i64,
    },
    /// Every variant.
    List,
    /// Finds products as people type; the right one first.
    Search {
        /// Any part of a name, option, SKU or barcode.
        text: String,
        /// How many at most.
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Everything about one product.
    Show {
        /// SKU, barcode or retailer id.
        sku: String,
    },
    /// Changes one field of a product: title, price, cost, brand, category, tags, status …
    Set {
        /// SKU, barcode or retailer id.
        sku: String,
        /// Which field.
        field: String,
        /// The new value.
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Says without counting: available, sold-out, or count again.
    Say {
        /// SKU, barcode or retailer id.
        sku: String,
        /// What to say.
        #[arg(value_enum)]
        state: Say,
    },
    /// Sets a count.
    SetStock {
        /// SKU, barcode or retailer id.
        sku: String,
        /// On the shelf, in the product's unit: 5, or 1.5 of what is sold by the kilo.
        #[arg(allow_negative_numbers = true)]
        count: String,
    },
    /// Sold at the counter: one, or so much.
    Sold {
        /// SKU, barcode or retailer id.
        sku: String,
        /// How much, in the product's unit.
        #[arg(long)]
        quantity: Option<String>,
        /// Although all that is left is kept for customers.
        #[arg(long)]
        even_if_held: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum Customers {
    /// Every customer.
    List,
    /// Adds a customer.
    Add {
        /// Her name.
        name: String,
        /// Her number; local ones are read in the shop's country.
        phone: String,
        /// Her language.
        #[arg(long)]
        language: Option<String>,
    },
    /// Finds customers by part of a name, number or username, and by conditions.
    Find {
        /// As typed; may be empty.
        #[arg(default_value = "")]
        text: String,
        /// Conditions as JSON, e.g. `[{"is":"silent_for","days":90},{"is":"tagged","tag":"vip"}]`.
        #[arg(long = "where", default_value = "[]")]
        conditions: String,
    },
    /// Everything about one customer.
    Show {
        /// Our id, a phone number, a username or a user id.
        customer: String,
    },
    /// Changes a field: name, language, company, email, birthday, tags.
    Set {
        /// Our id, a phone number, a username or a user id.
        customer: String,
        /// Which field.
        field: String,
        /// The new value.
        value: String,
    },
    /// Writes a note for the shop's own people.
    Note {
        /// Our id, a phone number, a username or a user id.
        customer: String,
        /// The words.
        note: String,
    },
    /// Imports people: vCard, Google, Outlook, any table, or a list of numbers.
    Import {
        /// The file.
        file: PathBuf,
        /// Only says what it would do.
        #[arg(long)]
        dry_run: bool,
        /// Whose file it is, where its content does not say it.
        #[arg(long)]
        format: Option<String>,
        /// What the columns are, in their order, with commas between; - leaves one out. Remembered for such files.
        #[arg(long, value_delimiter = ',')]
        columns: Option<Vec<String>>,
        /// Where to write the rejected rows.
        #[arg(long)]
        rejected: Option<PathBuf>,
        /// Says on stderr how far it is, also where that is no terminal.
        #[arg(long)]
        progress: bool,
    },
    /// Past imports of people.
    Imports,
    /// Undoes a whole import of people.
    UndoImport {
        /// Its number.
        import: i64,
    },
    /// Rows that may be one person.
    Alike,
    /// Reads a phone number as people write it: E.164 candidates, the likeliest first. Needs no shop.
    Phone {
        /// As typed.
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// ISO country in which a local number is read.
        #[arg(long)]
        country: Option<String>,
    },
    /// What she agreed to.
    #[command(subcommand)]
    Consent(Consent),
    /// Makes two customers one; the stricter consent wins.
    Merge {
        /// Who stays.
        keep: String,
        /// Who becomes part of her.
        other: String,
    },
    /// Takes a merge back.
    UndoMerge {
        /// Its number.
        merge: i64,
    },
    /// Writes everything the shop knows of one customer, to hand over.
    Export {
        /// Our id, a phone number, a username or a user id.
        customer: String,
        /// The JSON file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Erases one customer; says what the law makes the shop keep.
    Erase {
        /// Our id, a phone number, a username or a user id.
        customer: String,
        /// Does it without asking.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Purpose {
    Restock,
    Promotions,
    FollowUp,
    Reminders,
}

impl Purpose {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Restock => "restock",
            Self::Promotions => "promotions",
            Self::FollowUp => "follow_up",
            Self::Reminders => "reminders",
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum Consent {
    /// Purpose by purpose, with every receipt.
    Show {
        /// Our id, a phone number, a username or a user id.
        customer: String,
    },
    /// Records a yes with the words it was a yes to.
    Grant {
        /// Our id, a phone number, a username or a user id.
        customer: String,
        /// To what.
        #[arg(long, value_enum)]
        purpose: Purpose,
        /// The words she agreed to, exactly.
        #[arg(long)]
        wording: String,
        /// Language of the words.
        #[arg(long)]
        language: Option<String>,
        /// counter, phone, website, paper …
        #[arg(long, default_value = "counter")]
        channel: String,
        /// The store's number.
        #[arg(long)]
        store: Option<i64>,
    },
    /// Records a no; to everything, unless a purpose is named.
    Withdraw {
        /// Our id, a phone number, a username or a user id.
        customer: String,
        /// To what.
        #[arg(long, value_enum)]
        purpose: Option<Purpose>,
        /// Her words, if there were any.
        #[arg(long)]
        wording: Option<String>,
        /// counter, phone, letter …
        #[arg(long, default_value = "counter")]
        channel: String,
    },
    /// Writes a card with which customers say yes to one purpose.
    Card {
        /// To what: promotions, reminders, follow-up.
        #[arg(value_enum)]
        purpose: Purpose,
        /// shelf, poster or receipt.
        #[arg(long, default_value = "poster")]
        kind: String,
        /// The store's number; the main one if left out.
        #[arg(long)]
        store: Option<i64>,
        /// The PDF to write; without it the link is printed.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Writes one person's consent on one page.
    Print {
        /// Our id, a phone number, a username or a user id.
        customer: String,
        /// The PDF to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Whether the chain of receipts is as it was written.
    Check,
}

#[derive(Subcommand)]
pub(crate) enum Waitlist {
    /// How many wait, variant by variant.
    List,
    /// Writes a card that fills the line: scanning and sending it is consent.
    Card {
        /// SKU, barcode or retailer id.
        sku: String,
        /// shelf, poster or receipt.
        #[arg(long, default_value = "shelf")]
        kind: String,
        /// The store's number; the main one if left out.
        #[arg(long)]
        store: Option<i64>,
        /// The PDF to write; without it the link is printed.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Asks those who have waited for more than sixty days whether they still want it; each once.
    Ask(ToMany),
    /// Rounds of asking, or the people of one and what each has said.
    Asked {
        /// The round's number.
        round: Option<i64>,
    },
    /// Stops a round: who has not been asked can be asked another time.
    StopAsking {
        /// The round's number.
        round: i64,
    },
    /// Puts a customer in line, with her consent.
    Join {
        /// SKU, barcode or retailer id.
        sku: String,
        /// Our id, a phone number, a username or a user id.
        customer: String,
        /// The words she used.
        #[arg(long)]
        wording: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Hand {
    /// What waits for a hand, oldest first.
    List,
    /// One of them as it is now, with the link that opens `WhatsApp`.
    Open {
        /// The message's number.
        promise: i64,
    },
    /// It has been sent.
    Sent {
        /// The message's number.
        promise: i64,
    },
    /// It will not be sent.
    Skip {
        /// The message's number.
        promise: i64,
    },
    /// It was ticked off by mistake.
    Undo {
        /// The message's number.
        promise: i64,
    },
    /// What she answered to an alert (keep, later or stop), or whether she still wants it (yes or no).
    Answer {
        /// The message's number.
        promise: i64,
        /// keep, later or stop; yes or no.
        answer: String,
    },
    /// A message written now: an answer, or with --offer an offer.
    Write {
        /// The customer's number in the shop.
        customer: i64,
        /// The words.
        text: String,
        /// An offer: needs her consent.
        #[arg(long)]
        offer: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum Team {
    /// Everybody.
    List,
    /// Adds a colleague; a PIN is read from VITRINE_NEW_PIN.
    Add {
        /// What the shop calls her.
        name: String,
        /// owner or staff.
        #[arg(long, default_value = "staff")]
        role: String,
    },
    /// Sets the PIN read from VITRINE_NEW_PIN; an empty one takes it away.
    Pin {
        /// Her number; see `team list`.
        colleague: i64,
    },
    /// Switches a colleague off; what she did stays.
    Off {
        /// Her number; see `team list`.
        colleague: i64,
    },
    /// Switches her on again.
    On {
        /// Her number; see `team list`.
        colleague: i64,
    },
    /// Who did what, newest first.
    History,
}

#[derive(Subcommand)]
pub(crate) enum Rates {
    /// Reads Meta's rate card (CSV).
    Import {
        /// The file.
        file: PathBuf,
        /// Only says what is in it.
        #[arg(long)]
        dry_run: bool,
        /// First day it is in force, where the file does not say it.
        #[arg(long)]
        effective: Option<String>,
    },
    /// What Meta billed this month, and the card in force.
    Show,
}

#[derive(Subcommand)]
pub(crate) enum Orders {
    /// Orders, open ones first.
    List,
    /// Somebody has seen to it.
    Accept {
        /// The order's number.
        order: i64,
    },
    /// Handed over: stock goes down.
    HandOver {
        /// The order's number.
        order: i64,
    },
    /// Cancelled: the hold ends.
    Cancel {
        /// The order's number.
        order: i64,
    },
    /// Takes the last step back.
    Undo {
        /// The order's number.
        order: i64,
    },
}

#[derive(Subcommand)]
pub(crate) enum Outbox {
    /// The latest messages.
    List,
    /// Leaves an uncertain message, or sends it again.
    Resolve {
        /// The message's number.
        promise: i64,
        /// Send it again, knowing that it may come twice.
        #[arg(long)]
        send_again: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum Templates {
    /// The templates as Meta has them.
    List,
    /// Submits the back-in-stock template in these languages.
    Submit {
        /// Language codes.
        languages: Vec<String>,
    },
    /// Asks Meta again.
    Sync,
}

#[derive(Subcommand)]
pub(crate) enum Webhook {
    /// Each file is one raw delivery: stored, then understood, ignored or rejected, with the reason.
    Apply {
        /// The files.
        files: Vec<PathBuf>,
    },
}
