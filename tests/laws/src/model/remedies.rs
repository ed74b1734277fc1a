//! What becomes of each reason, what clears it and who does: the last column of the table in section 5 of the domain description.

use subscription_change::{Actor, Clearance, Party, Reason, Remedy, Resolution};

/// "Resolution: **never** (nobody can clear it) · **act** (somebody can; who is in the remedy) · **wait**."
pub fn resolution(reason: &Reason) -> Resolution {
    match reason {
        // 1: "never", 2: "never (a separate switch procedure; not a plan change)", 3: "never", 4: "never", 5: "never",
        // 12: "never (the vendor gives no reason)", 16: "or never when nothing does"
        Reason::NothingToChange
        | Reason::SeparateProduct { .. }
        | Reason::LedgerClosed { .. }
        | Reason::NotSold { .. }
        | Reason::TransitionClosed { .. }
        | Reason::DowngradeNotOffered
        | Reason::FeatureInUse { cleared_by: None, .. } => Resolution::Never,
        // 6: "wait: until the company is fully moved", 19: "wait: that many hours"
        Reason::ClientPending | Reason::UpgradeTooSoon { .. } => Resolution::Wait,
        // every other: "act"
        _ => Resolution::Act,
    }
}

/// "A refusal's own `resolution` is `never` if any reason's is, else `act` if any reason's is, else `wait`."
pub(super) fn resolution_of_refusal(reasons: &[Reason]) -> Resolution {
    for wanted in [Resolution::Never, Resolution::Act] {
        if reasons.iter().any(|reason| resolution(reason) == wanted) {
            return wanted;
        }
    }
    Resolution::Wait
}

/// "`remedies` lists alternatives: any one clears the reason; it is empty for `never`."
pub(super) fn of(reason: &Reason) -> Vec<Remedy> {
    match *reason {
        // 6: "wait: until the company is fully moved"
        Reason::ClientPending => vec![Remedy::WaitUntilMoved],
        // 7: "act: reactivate, by the client"
        Reason::ClientReadOnly { .. } => vec![Remedy::Reactivate],
        // 8: "act: update billing details, by the firm"
        Reason::FirmBillingOutdated => vec![Remedy::UpdateFirmBilling],
        // 9: "act: update subscription details, by the firm"
        Reason::FirmSubscriptionOutdated => vec![Remedy::UpdateFirmSubscription],
        // 10: "act: update payment details, by the client"
        Reason::ClientBillingOutdated => vec![Remedy::UpdateClientBilling],
        // 11: "act: that party authorises (for a transfer to the client, either party)"
        Reason::NotAuthorised { payer, or_client: false, .. } => vec![Remedy::Authorise { party: payer }],
        Reason::NotAuthorised { or_client: true, .. } => {
            vec![Remedy::Authorise { party: Party::Firm }, Remedy::Authorise { party: Party::Client }]
        }
        // 13: "act: client confirms, accepting the losses"
        Reason::DowngradeNotConfirmed { losses } => vec![Remedy::Confirm { accepting: losses }],
        // 14: "act: client accepts these"
        Reason::LossesNotAccepted { features } => vec![Remedy::AcceptLosses { features }],
        // 15: "act: remove used − limit users, by the client (never the primary admin)"
        Reason::TooManyUsers { kind, used, limit } => vec![Remedy::RemoveUsers { kind, count: used - limit }],
        // 16: "act: what clears it, by the client; or never when nothing does". "multicurrency, turned off [S]; recurring
        // transactions, their templates paused [O]; inventory, its items made inactive [O]"
        Reason::FeatureInUse { feature, cleared_by: Some(clearance) } => match clearance {
            Clearance::TurnOff => vec![Remedy::TurnOff { feature }],
            Clearance::PauseTemplates => vec![Remedy::PauseTemplates { feature }],
            Clearance::MakeItemsInactive => vec![Remedy::MakeItemsInactive { feature }],
            other => unreachable!("{other:?} is not in the description"),
        },
        // 17: "act: reduce by used − limit"
        Reason::OverLimit { resource, used, limit } => vec![Remedy::Reduce { resource, count: used - limit }],
        // 18: "act, alternatives: leave that add-on out of T; for time also payroll Premium where payroll is supported"
        Reason::AddOnUnsupported { product, with_payroll: None, .. } => vec![Remedy::LeaveOut { product }],
        Reason::AddOnUnsupported { product, with_payroll: Some(tier), .. } => {
            vec![Remedy::LeaveOut { product }, Remedy::TakePayroll { tier }]
        }
        // 19: "wait: that many hours"
        Reason::UpgradeTooSoon { hours_left } => vec![Remedy::Wait { hours: hours_left }],
        // 20: "act: leave the payer as it is, and transfer in a request of its own"
        Reason::TransferAndChange { product } => vec![Remedy::TransferSeparately { product }],
        // 21: "act: client's primary admin permits", 22: "act: permit again"
        Reason::TransferNotPermitted { product } | Reason::TransferPermissionExpired { product, .. } => {
            vec![Remedy::PermitTransfer { product }]
        }
        // 23: "act: switch to monthly, by the client"
        Reason::AnnualBilling { .. } => vec![Remedy::SwitchToMonthly],
        // 24: "act: firm hands over the role"
        Reason::ClientNotPrimaryAdmin { .. } => vec![Remedy::HandOverPrimaryAdmin],
        // 1 to 5, 12 and the rest of 16: "never"
        _ => Vec::new(),
    }
}

/// "each with `by`: firm, client or vendor (`leave_out` and `transfer_separately`: whoever asks, `requester`)"
///
/// *Reading:* waiting is for the vendor. A resource is reduced by the client, "as 15". Payroll is taken, as an add-on is left out, in
/// the request, so by whoever asks.
pub fn actor(remedy: &Remedy) -> Actor {
    match *remedy {
        Remedy::WaitUntilMoved | Remedy::Wait { .. } => Actor::Vendor,
        Remedy::UpdateFirmBilling
        | Remedy::UpdateFirmSubscription
        | Remedy::Authorise { party: Party::Firm }
        | Remedy::HandOverPrimaryAdmin => Actor::Firm,
        Remedy::Reactivate
        | Remedy::UpdateClientBilling
        | Remedy::Authorise { party: Party::Client }
        | Remedy::Confirm { .. }
        | Remedy::AcceptLosses { .. }
        | Remedy::RemoveUsers { .. }
        | Remedy::TurnOff { .. }
        | Remedy::PauseTemplates { .. }
        | Remedy::MakeItemsInactive { .. }
        | Remedy::Reduce { .. }
        | Remedy::PermitTransfer { .. }
        | Remedy::SwitchToMonthly => Actor::Client,
        Remedy::LeaveOut { .. } | Remedy::TakePayroll { .. } | Remedy::TransferSeparately { .. } => Actor::Requester,
        other => unreachable!("{other:?} is not in the description"),
    }
}
