//! Alerts, orders, messages on their way, answers typed by a person.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::waitlist::asking;

/// A plan to look at.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PlanFor {
    /// Which variant.
    pub variant: VariantId,
    /// As it would go by hand.
    #[serde(default)]
    pub by_hand: bool,
}

pub(super) fn alert_plan(call: &Call, request: PlanFor) -> Result<AlertPlan> {
    call.shop.read(|read| waitlist::plan(read, request.variant, request.by_hand, call.now))
}

/// An alert to start.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StartAlert {
    /// Which variant.
    pub variant: VariantId,
    /// A person sends each message from her own WhatsApp.
    #[serde(default)]
    pub by_hand: bool,
}

pub(super) fn alert_start(call: &Call, request: StartAlert) -> Result<AlertId> {
    call.owner_only()?;
    call.shop.write(|tx| waitlist::start(tx, request.variant, request.by_hand, &call.author, call.now))
}

pub(super) fn alert_undo(call: &Call, request: AlertRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| waitlist::undo(tx, request.alert, call.now))?;
    Ok(DONE)
}

pub(super) fn alert_stop(call: &Call, request: AlertRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| waitlist::stop(tx, request.alert, call.now))?;
    Ok(DONE)
}

pub(super) fn alert_dismiss(call: &Call, request: VariantRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| waitlist::dismiss(tx, request.variant, call.now))?;
    Ok(DONE)
}

pub(super) fn alerts_list(call: &Call, _: Nothing) -> Result<Vec<AlertRow>> {
    call.shop.read(waitlist::alerts)
}

pub(super) fn alert_people(call: &Call, request: AlertRef) -> Result<Vec<AlertPerson>> {
    call.shop.read(|read| waitlist::people(read, request.alert))
}

/// A round of asking to look at, or to begin.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct AskingHow {
    /// A person sends each message from her own WhatsApp.
    #[serde(default)]
    pub by_hand: bool,
}

pub(super) fn asking_plan(call: &Call, request: AskingHow) -> Result<AskingPlan> {
    call.shop.read(|read| asking::plan(read, request.by_hand, call.now))
}

pub(super) fn asking_count(call: &Call, _: Nothing) -> Result<LongInLine> {
    call.shop.read(|read| asking::long_in_line(read, call.now))
}

pub(super) fn asking_start(call: &Call, request: AskingHow) -> Result<AskingRef> {
    call.owner_only()?;
    let asking = call.shop.write(|tx| asking::start(tx, request.by_hand, &call.author, call.now))?;
    Ok(AskingRef { asking })
}

pub(super) fn asking_undo(call: &Call, request: AskingRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| asking::undo(tx, request.asking, call.now))?;
    Ok(DONE)
}

pub(super) fn asking_stop(call: &Call, request: AskingRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| asking::stop(tx, request.asking, call.now))?;
    Ok(DONE)
}

/// Whether Today offers it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct AskingPutOff {
    /// Not for a month; otherwise again at once.
    pub put_off: bool,
}

pub(super) fn asking_put_off(call: &Call, request: AskingPutOff) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| asking::put_off(tx, request.put_off, call.now))?;
    Ok(DONE)
}

pub(super) fn askings_list(call: &Call, _: Nothing) -> Result<Vec<AskingRow>> {
    call.shop.read(asking::rounds)
}

pub(super) fn asking_people(call: &Call, request: AskingRef) -> Result<Vec<AskedPerson>> {
    call.shop.read(|read| asking::people(read, request.asking))
}

pub(super) fn orders_list(call: &Call, _: Nothing) -> Result<Vec<OrderRow>> {
    call.shop.read(orders::list)
}

/// A step of an order.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OrderChange {
    /// Which order.
    pub order: OrderId,
    /// What to do with it.
    pub step: OrderStep,
}

pub(super) fn order_step(call: &Call, request: OrderChange) -> Result<OrderRow> {
    call.shop.write(|tx| {
        let before = orders::get(tx, request.order)?;
        let after = orders::advance(tx, request.order, request.step, &call.author, call.now)?;
        match (before.accepted_at, after.accepted_at) {
            (None, Some(_)) => inbox::accepted(tx, &after, &call.author, call.now)?,
            (Some(at), None) => inbox::not_accepted(tx, request.order, at, call.now)?,
            _ => {}
        }
        Ok(after)
    })
}

/// How an order comes to her.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OrderBring {
    /// Which one.
    pub order: OrderId,
    /// Where to; `null`: she collects it.
    pub address: Option<Personal<String>>,
}

pub(super) fn order_bring(call: &Call, request: OrderBring) -> Result<OrderRow> {
    let address = request.address.as_ref().map(|address| address.0.as_str());
    call.shop.write(|tx| orders::delivery::bring(tx, request.order, address, &call.author, call.now))
}

pub(super) fn orders_seen(call: &Call, _: Nothing) -> Result<i64> {
    call.shop.write(|tx| Ok(orders::seen(tx, call.now)? as i64))
}

/// Which messages.
#[derive(Debug, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct OutboxQuery {
    /// Only in this state.
    pub state: Option<String>,
    /// At most so many; 500 if left out.
    pub limit: Option<u32>,
}

pub(super) fn outbox_list(call: &Call, query: OutboxQuery) -> Result<Vec<PromiseRow>> {
    call.shop.read(|read| outbox::list(read, query.state.as_deref(), query.limit.unwrap_or(500)))
}

pub(super) fn outbox_counts(call: &Call, _: Nothing) -> Result<BTreeMap<String, i64>> {
    call.shop.read(outbox::counts)
}

/// The owner's word on an uncertain message.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Resolve {
    /// Which promise.
    pub promise: PromiseId,
    /// Send it again, knowing that it may come twice; otherwise leave it.
    pub send_again: bool,
}

pub(super) fn outbox_resolve(call: &Call, request: Resolve) -> Result<String> {
    call.owner_only()?;
    call.shop.write(|tx| Ok(outbox::resolve(tx, request.promise, request.send_again, call.now)?.name().to_owned()))
}

/// An answer typed by a person.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Reply {
    /// To whom.
    pub customer: CustomerId,
    /// The words.
    pub text: Personal<String>,
}

/// Words a person typed, if Meta takes them.
pub(super) fn words_to_send(typed: &Personal<String>) -> Result<String> {
    let text = typed.0.trim().to_owned();
    let limit = cloud_api::limits::TEXT_BODY;
    if text.is_empty() || text.chars().count() > limit {
        return Err(Error::new(Code::TooLong).with("part", "body").with("limit", limit as i64).with("length", text.chars().count() as i64));
    }
    Ok(text)
}
