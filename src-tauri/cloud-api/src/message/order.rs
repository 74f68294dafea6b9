//! Orders and payments (fact sheet §2.6): Brazil, where WhatsApp moves no money and learns of none, and
//! India, where a payment provider may be behind. Amounts are in hundredths, the only offset Meta takes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::check::Checks;
use super::set;
use crate::limits;

/// An order to be paid.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct OrderDetails {
    /// Ours, unique among the business's orders: 60 characters in Brazil, 35 in India, `A–Z a–z 0–9 _ . -`.
    pub reference_id: String,
    /// Physical or digital goods.
    pub goods: Goods,
    /// How it can be paid, by country.
    pub payment: Payment,
    /// ISO currency: BRL, INR.
    pub currency: String,
    /// In hundredths: subtotal + tax + shipping − discount.
    pub total: i64,
    /// What is ordered; at least one.
    pub items: Vec<OrderItem>,
    /// In hundredths: the sum of the items.
    pub subtotal: i64,
    /// Always stated, 0 if there is none.
    pub tax: Extra,
    /// If there is one.
    pub shipping: Option<Extra>,
    /// If there is one.
    pub discount: Option<Extra>,
    /// The catalogue, if the items are of one.
    pub catalog_id: Option<String>,
    /// Until when it can be paid.
    pub expires: Option<Expiry>,
    /// Hides the button to look through it (India).
    pub quick_pay: bool,
    /// To whom physical goods are shipped (India): Meta's field names.
    pub beneficiaries: Vec<Value>,
}

/// What kind of goods.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goods {
    /// To be carried.
    PhysicalGoods,
    /// To be downloaded.
    DigitalGoods,
}

/// How an order can be paid.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "country", rename_all = "snake_case")]
pub enum Payment {
    /// In Brazil.
    Brazil {
        /// One or more ways.
        ways: Vec<BrazilianWay>,
    },
    /// In India, by the set-up of a UPI account.
    IndiaUpi {
        /// Its name.
        configuration: String,
    },
    /// In India, by a payment provider.
    IndiaGateway {
        /// razorpay, payu, billdesk, zaakpay.
        provider: String,
        /// The name of the set-up.
        configuration: String,
    },
}

/// A way of paying in Brazil.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BrazilianWay {
    /// Pix: the code to copy.
    PixDynamicCode {
        /// The whole code.
        code: String,
        /// Who is paid.
        merchant_name: String,
        /// Her Pix key.
        key: String,
        /// CPF, CNPJ, EMAIL, PHONE, EVP.
        key_type: String,
    },
    /// A page to pay on.
    PaymentLink {
        /// Its address.
        uri: String,
    },
    /// A slip to pay at a bank.
    Boleto {
        /// Its digits.
        digitable_line: String,
    },
    /// A card the customer has left with us before.
    OffsiteCardPay {
        /// What she recognises it by.
        last_four_digits: String,
        /// What we recognise it by.
        credential_id: String,
    },
}

/// One line of an order.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct OrderItem {
    /// Our id.
    pub retailer_id: String,
    /// At most 60 characters.
    pub name: String,
    /// In hundredths, for one.
    pub amount: i64,
    /// In hundredths, for one, if it is reduced.
    pub sale_amount: Option<i64>,
    /// How many.
    pub quantity: i64,
    /// A picture of its own (India, without a catalogue, at most ten items).
    pub image: Option<String>,
    /// ISO country it is from (India, without a catalogue).
    pub country_of_origin: Option<String>,
    /// Who imported it (India, without a catalogue).
    pub importer_name: Option<String>,
    /// Where the importer is, by Meta's field names (India, without a catalogue).
    pub importer_address: Option<Value>,
}

/// Tax, shipping or discount.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Extra {
    /// In hundredths.
    pub amount: i64,
    /// At most 60 characters.
    pub description: Option<String>,
}

/// Until when an order can be paid.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Expiry {
    /// Seconds since 1970, at least 300 from now.
    pub timestamp: i64,
    /// At most 120 characters.
    pub description: String,
}

/// How an order stands.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct OrderStatus {
    /// Of the order's details.
    pub reference_id: String,
    /// How it stands.
    pub status: OrderStage,
    /// At most 120 characters.
    pub description: Option<String>,
    /// Whether it is paid, which only we know in Brazil: Meta's word and seconds since 1970.
    pub payment: Option<(String, i64)>,
}

/// How an order stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderStage {
    /// Waiting.
    Pending,
    /// In work.
    Processing,
    /// Some of it is on its way.
    PartiallyShipped,
    /// On its way.
    Shipped,
    /// Done.
    Completed,
    /// Not any more; a paid one cannot be (2047).
    Canceled,
}

quiet!(OrderDetails, Payment, BrazilianWay, OrderItem, OrderStatus);

fn money(hundredths: i64) -> Value {
    json!({ "value": hundredths, "offset": limits::AMOUNT_OFFSET })
}

impl Extra {
    fn json(&self) -> Value {
        let mut value = money(self.amount);
        set(&mut value, "description", self.description.as_ref());
        value
    }
}

impl OrderItem {
    fn json(&self) -> Value {
        let mut value =
            json!({ "retailer_id": self.retailer_id, "name": self.name, "amount": money(self.amount), "quantity": self.quantity });
        set(&mut value, "sale_amount", self.sale_amount.map(money));
        set(&mut value, "image", self.image.as_ref().map(|link| json!({ "link": link })));
        set(&mut value, "country_of_origin", self.country_of_origin.as_ref());
        set(&mut value, "importer_name", self.importer_name.as_ref());
        set(&mut value, "importer_address", self.importer_address.as_ref());
        value
    }
}

impl BrazilianWay {
    fn json(&self) -> Value {
        let (kind, value) = match self {
            Self::PixDynamicCode { code, merchant_name, key, key_type } => {
                ("pix_dynamic_code", json!({ "code": code, "merchant_name": merchant_name, "key": key, "key_type": key_type }))
            }
            Self::PaymentLink { uri } => ("payment_link", json!({ "uri": uri })),
            Self::Boleto { digitable_line } => ("boleto", json!({ "digitable_line": digitable_line })),
            Self::OffsiteCardPay { last_four_digits, credential_id } => {
                ("offsite_card_pay", json!({ "last_four_digits": last_four_digits, "credential_id": credential_id }))
            }
        };
        json!({ "type": kind, kind: value })
    }
}

impl OrderDetails {
    /// The parameters of `review_and_pay`, and of a template's order button.
    pub(crate) fn json(&self) -> Value {
        let mut order = json!({ "status": "pending", "items": self.items.iter().map(OrderItem::json).collect::<Vec<_>>(),
            "subtotal": money(self.subtotal), "tax": self.tax.json() });
        set(&mut order, "catalog_id", self.catalog_id.as_ref());
        set(&mut order, "shipping", self.shipping.as_ref().map(Extra::json));
        set(&mut order, "discount", self.discount.as_ref().map(Extra::json));
        set(&mut order, "type", self.quick_pay.then_some("quick_pay"));
        let expiration = |e: &Expiry| json!({ "timestamp": e.timestamp.to_string(), "description": e.description });
        set(&mut order, "expiration", self.expires.as_ref().map(expiration));
        let mut value = json!({ "reference_id": self.reference_id, "type": self.goods, "currency": self.currency,
            "total_amount": money(self.total), "order": order });
        match &self.payment {
            Payment::Brazil { ways } => {
                value["payment_type"] = json!("br");
                value["payment_settings"] = ways.iter().map(BrazilianWay::json).collect();
            }
            Payment::IndiaUpi { configuration } => {
                value["payment_type"] = json!("upi");
                value["payment_configuration"] = json!(configuration);
            }
            Payment::IndiaGateway { provider, configuration } => {
                value["payment_settings"] = json!([{ "type": "payment_gateway",
                    "payment_gateway": { "type": provider, "configuration_name": configuration } }]);
            }
        }
        if !self.beneficiaries.is_empty() {
            value["beneficiaries"] = json!(self.beneficiaries);
        }
        value
    }

    /// Whether it would expire sooner than Meta allows.
    pub fn expires_too_soon(&self, now_ms: i64) -> bool {
        self.expires.as_ref().is_some_and(|e| e.timestamp < now_ms / 1000 + limits::ORDER_EXPIRY_SECONDS)
    }

    pub(crate) fn check(&self, checks: &mut Checks) {
        let brazil = matches!(self.payment, Payment::Brazil { .. });
        let longest = if brazil { limits::REFERENCE_BR } else { limits::REFERENCE_IN };
        checks.text("order reference", &self.reference_id, longest);
        checks.form("order reference", is_reference(&self.reference_id));
        if let Payment::Brazil { ways } = &self.payment {
            checks.form("ways to pay", !ways.is_empty());
        }
        checks.form("currency", self.currency == if brazil { "BRL" } else { "INR" });
        checks.form("order items", !self.items.is_empty());
        for item in &self.items {
            checks.text("order item", &item.name, limits::ORDER_ITEM_NAME);
            checks.form("order quantity", item.quantity > 0 && item.amount >= 0);
            checks.form("order sale amount", item.sale_amount.is_none_or(|sale| (0..=item.amount).contains(&sale)));
        }
        if !brazil {
            self.check_india(checks);
        }
        let with_image = self.items.iter().filter(|item| item.image.is_some()).count();
        checks.at_most("order items with a picture", with_image, limits::ORDER_ITEMS_WITH_IMAGE);
        for (part, extra) in [("tax", Some(&self.tax)), ("shipping", self.shipping.as_ref()), ("discount", self.discount.as_ref())] {
            checks.optional(part, extra.and_then(|e| e.description.as_deref()), limits::ORDER_AMOUNT_TEXT);
            checks.form(part, extra.is_none_or(|e| e.amount >= 0));
        }
        checks.optional("order expiry", self.expires.as_ref().map(|e| e.description.as_str()), limits::ORDER_DESCRIPTION);
        let lines = self.items.iter().map(|item| item.sale_amount.unwrap_or(item.amount).checked_mul(item.quantity));
        let sum = lines.collect::<Option<Vec<i64>>>().and_then(|lines| lines.into_iter().try_fold(0_i64, i64::checked_add));
        checks.form("order subtotal", sum == Some(self.subtotal));
        let extra = |extra: &Option<Extra>| extra.as_ref().map_or(0, |e| e.amount);
        let total =
            self.subtotal.saturating_add(self.tax.amount).saturating_add(extra(&self.shipping)).saturating_sub(extra(&self.discount));
        checks.form("order total", total == self.total);
    }

    /// What India asks for besides: to whom shipped goods go, and where goods of no catalogue are from.
    fn check_india(&self, checks: &mut Checks) {
        let shipped = self.goods == Goods::PhysicalGoods && self.shipping.is_some();
        checks.form("beneficiaries", !shipped || !self.beneficiaries.is_empty());
        let Self { items, catalog_id, .. } = self;
        checks.form("order picture", catalog_id.is_none() || items.iter().all(|item| item.image.is_none()));
        let imported =
            |item: &OrderItem| item.country_of_origin.is_some() && item.importer_name.is_some() && item.importer_address.is_some();
        checks.form("order origin", catalog_id.is_some() || items.iter().all(imported));
    }
}

/// Letters, digits and `_ . -`.
fn is_reference(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

impl OrderStatus {
    /// The parameters of `review_order`, and of a template's order status.
    pub(crate) fn json(&self) -> Value {
        let mut order = json!({ "status": self.status });
        set(&mut order, "description", self.description.as_ref());
        let mut value = json!({ "reference_id": self.reference_id, "order": order });
        set(&mut value, "payment", self.payment.as_ref().map(|(status, at)| json!({ "status": status, "timestamp": at })));
        value
    }

    pub(crate) fn check(&self, checks: &mut Checks) {
        checks.text("order reference", &self.reference_id, limits::REFERENCE_BR);
        checks.form("order reference", is_reference(&self.reference_id));
        checks.optional("order description", self.description.as_deref(), limits::ORDER_DESCRIPTION);
    }
}
