//! Section 7 of the description, "which remedy goes to which fact": the table, one arm for each row.

use subscription_change::{
    AddOnKind, BillingCycle, ClientStatus, Confirmation, Context, PrimaryAdmin, Product, Remedy, RemedyCode, Request, Resource,
    Subscription,
};

use super::definitions::payer_of;

const _: () = assert!(RemedyCode::COUNT == 27, "a remedy is new, and nothing below applies it");

/// "Remedies are data that can be applied": the request as it is once this is done. "To apply one moves no other fact and no clock".
pub fn apply(remedy: &Remedy, request: &Request) -> Request {
    let mut done = *request;
    match edited(remedy, &request.current, &request.target) {
        Some(target) => done.target = target,
        None => settle(remedy, &mut done.context),
    }
    done
}

fn settle(remedy: &Remedy, context: &mut Context) {
    let client = &mut context.client;
    match *remedy {
        // | wait_until_moved, reactivate, subscribe, resume | status active |
        Remedy::WaitUntilMoved | Remedy::Reactivate { .. } | Remedy::Subscribe | Remedy::Resume { .. } => {
            client.status = ClientStatus::Active;
        }
        // | update_… | that fact current |
        Remedy::UpdateFirmBilling => context.firm.billing_current = true,
        Remedy::UpdateFirmSubscription => context.firm.subscription_current = true,
        Remedy::UpdateClientBilling => client.billing_current = true,
        // | authorise {party} | authorised_by has the party |
        Remedy::Authorise { party } => {
            context.authorised_by.insert(party);
        }
        // | look_again | downgrade_offered |
        Remedy::LookAgain => client.downgrade_offered = true,
        // | confirm, accept_losses | the confirmation, with these losses and those accepted before |
        Remedy::Confirm { accepting: losses } | Remedy::AcceptLosses { features: losses } => {
            let mut accepted_losses = losses;
            for feature in client.confirmation.unwrap_or_default().accepted_losses {
                accepted_losses.insert(feature);
            }
            client.confirmation = Some(Confirmation { accepted_losses });
        }
        // | remove_users, reduce | so many fewer |
        Remedy::RemoveUsers { kind, count } => {
            let users = client.usage.users.get_mut(kind);
            *users = users.saturating_sub(count);
        }
        Remedy::Reduce { resource, count } => {
            let used = match resource {
                Resource::Accounts => &mut client.usage.accounts,
                Resource::ClassesAndLocations => &mut client.usage.classes_and_locations,
                Resource::CustomFields => &mut client.usage.custom_fields,
                new => unreachable!("{new} is not in the description"),
            };
            *used = used.saturating_sub(count);
        }
        // | turn_off, pause_templates, make_items_inactive | the feature no longer in use |
        Remedy::TurnOff { feature, .. } | Remedy::PauseTemplates { feature, .. } | Remedy::MakeItemsInactive { feature, .. } => {
            client.usage.features.remove(feature);
        }
        // | wait {hours} | hours_since_downgrade more by so many |
        Remedy::Wait { hours } => {
            client.hours_since_downgrade = client.hours_since_downgrade.map(|since| since.saturating_add(hours));
        }
        // | permit_transfer | transfer_permission_hours 0 |
        Remedy::PermitTransfer { .. } => client.transfer_permission_hours = Some(0),
        // | switch_to_monthly | billing_cycle monthly |
        Remedy::SwitchToMonthly { .. } => client.billing_cycle = BillingCycle::Monthly,
        // | hand_over_primary_admin, recover_primary_admin | primary_admin client |
        Remedy::HandOverPrimaryAdmin { .. } | Remedy::RecoverPrimaryAdmin => client.primary_admin = PrimaryAdmin::Client,
        // | grant_billing_access, invite_firm, correct_address | that fact true |
        Remedy::GrantBillingAccess => context.firm.manages_billing = true,
        Remedy::InviteFirm => context.firm.is_accountant_user = true,
        Remedy::CorrectAddress { .. } => client.addresses_match = true,
        other => unreachable!("{other} is about no fact"),
    }
}

/// | `drop_add_on`, `take_payroll`, `transfer_separately` | the target, as said |
///
/// The target after an edit; `None` of a remedy about a fact.
pub(super) fn edited(remedy: &Remedy, current: &Subscription, target: &Subscription) -> Option<Subscription> {
    match *remedy {
        // "T holds it no more"
        Remedy::DropAddOn { product } => {
            let add_on = product.add_on().expect("base is no add-on");
            Some(target.without(add_on))
        }
        // "with the payer that it has in T, else in C, else that of time in T"
        //
        // *Reading:* where another add-on goes with payroll too, that of the first one in T; and a higher tier that it needs stays.
        Remedy::TakePayroll { tier } => {
            let own = [payer_of(target, Product::Payroll), payer_of(current, Product::Payroll)];
            let of_others = AddOnKind::ALL.iter().map(|add_on| payer_of(target, add_on.product()));
            let payer = own.into_iter().chain(of_others).flatten().next().expect("payroll is taken for an add-on in T");
            let tier = target.add_on(AddOnKind::Payroll).map_or(tier, |held| held.tier.max(tier));
            Some(target.with_add_on(AddOnKind::Payroll, tier, payer))
        }
        // "leave the payer as it is, and transfer in a request of its own"; "to transfer separately what an edit dropped does nothing"
        Remedy::TransferSeparately { product } => {
            let held = payer_of(target, product).and(payer_of(current, product));
            Some(held.map_or(*target, |payer| target.with_payer(product, payer)))
        }
        _ => None,
    }
}
