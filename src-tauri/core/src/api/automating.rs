//! Automations as commands: the owner writes, tries and switches them; staff may look.

use super::*;
use crate::moments::automations;
pub use crate::moments::automations::trying::{Tried, TriedOn};
pub use crate::moments::automations::{Automation, AutomationRow, AutomationRun, Branch, Step, To, When};

/// An automation, on or off.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct AutomationSwitch {
    /// Which.
    pub automation: i64,
    /// On.
    pub on: bool,
}

pub(super) fn automations_list(call: &Call, _: Nothing) -> Result<Vec<AutomationRow>> {
    call.shop.read(|read| automations::list(read, call.now))
}

pub(super) fn automation_set(call: &Call, request: Automation) -> Result<AutomationRef> {
    call.owner_only()?;
    Ok(AutomationRef { automation: call.shop.write(|tx| automations::set(tx, &request, &call.author, call.now))? })
}

pub(super) fn automation_switch(call: &Call, request: AutomationSwitch) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| automations::switch(tx, request.automation, request.on, &call.author, call.now))?;
    Ok(DONE)
}

pub(super) fn automation_remove(call: &Call, request: AutomationRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| automations::remove(tx, request.automation, true, call.now))?;
    Ok(DONE)
}

pub(super) fn automation_put_back(call: &Call, request: AutomationRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| automations::remove(tx, request.automation, false, call.now))?;
    Ok(DONE)
}

pub(super) fn automation_try(call: &Call, request: Automation) -> Result<Tried> {
    request.judge()?;
    call.shop.read(|read| automations::trying::try_on(read, &call.shop.mind, &request, call.now))
}

pub(super) fn automation_history(call: &Call, request: AutomationRef) -> Result<Vec<AutomationRun>> {
    call.shop.read(|read| automations::history(read, request.automation, call.now))
}
