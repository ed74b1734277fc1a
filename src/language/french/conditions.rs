//! When each rule holds.

use crate::model::{NoticeCode, ReasonCode};

pub(super) const fn reason(code: ReasonCode) -> &'static str {
    use ReasonCode as Code;

    match code {
        Code::NothingToChange => "l’abonnement demandé est l’abonnement actuel",
        Code::SeparateProduct => {
            "l’abonnement à QuickBooks en ligne change, et l’abonnement actuel ou demandé est Self-Employed (Travailleur \
             autonome), ou la facturation de l’abonnement Self-Employed (Travailleur autonome) est transférée"
        }
        Code::LedgerClosed => "l’abonnement à QuickBooks en ligne passe de Démarrage, Standard, Plus ou Avancé à Grand livre",
        Code::NotSold => {
            "la demande comporte un nouvel abonnement ou un nouveau niveau de module complémentaire que le catalogue n’offre pas"
        }
        Code::TransitionClosed => {
            "le catalogue ne permet pas ce changement d’abonnement, sans qu’aucun des motifs précédents ne l’explique"
        }
        Code::ClientPending => {
            "le statut du client est en attente, et une modification ou un transfert de facturation est demandé"
        }
        Code::ClientReadOnly => {
            "l’abonnement du client est restreint, suspendu, expiré ou annulé, et une modification est demandée, ou un transfert \
             de facturation qui ne le fait pas recommencer à neuf"
        }
        Code::FirmBillingOutdated => {
            "les renseignements sur la facturation du cabinet ne sont pas à jour, et un produit que paie le cabinet est mis à \
             niveau ou la facturation d’un produit lui est transférée"
        }
        Code::FirmSubscriptionOutdated => {
            "les renseignements sur l’abonnement du cabinet ne sont pas à jour, et un produit que paie le cabinet est mis à niveau"
        }
        Code::ClientBillingOutdated => {
            "les renseignements de paiement du client ne sont pas à jour, et un produit que paie le client est mis à niveau"
        }
        Code::NotAuthorised => {
            "le produit est modifié sans que son payeur le demande, ou sa facturation est transférée au cabinet sans que le \
             cabinet le demande, ou au client sans que l’un ou l’autre le demande"
        }
        Code::DowngradeNotOffered => {
            "l’abonnement à QuickBooks en ligne passe à un niveau inférieur, c’est le cabinet qui le paie, et le menu \
             «\u{a0}Actions relatives aux abonnements\u{a0}» n’affiche pas cette option"
        }
        Code::DowngradeNotConfirmed => {
            "un produit passe à un niveau inférieur ou est retiré sans que le client l’ait confirmé, même si la demande vient de \
             lui"
        }
        Code::LossesNotAccepted => {
            "un produit passe à un niveau inférieur ou est retiré, et le client l’a confirmé sans accepter la perte de toutes les \
             fonctions en cause"
        }
        Code::TooManyUsers => {
            "l’abonnement change, et le nombre d’utilisateurs d’un type qui fait obstacle dépasse la nouvelle limite, qui est \
             plus basse"
        }
        Code::FeatureInUse => {
            "l’abonnement change, et le client utilise une fonction qui fait obstacle et que le nouvel abonnement n’offre pas"
        }
        Code::OverLimit => {
            "l’abonnement change, et l’utilisation d’une ressource qui fait obstacle dépasse la nouvelle limite, qui est plus basse"
        }
        Code::AddOnUnsupported => {
            "la demande comporte un module complémentaire qui n’est pas offert avec l’abonnement ou le niveau de QuickBooks Paie, \
             et l’abonnement à QuickBooks en ligne, ce module ou QuickBooks Paie est modifié"
        }
        Code::UpgradeTooSoon => {
            "l’abonnement à QuickBooks en ligne est mis à niveau avant la fin du délai que le catalogue prévoit après un passage à un niveau \
             inférieur"
        }
        Code::TransferAndChange => "un même produit est modifié alors que sa facturation est transférée",
        Code::TransferNotPermitted => {
            "la facturation du produit est transférée au cabinet, et aucune autorisation de transfert n’a été donnée"
        }
        Code::TransferPermissionExpired => {
            "la facturation du produit est transférée au cabinet, et l’autorisation de transfert est plus ancienne que ne \
             l’admet le catalogue"
        }
        Code::AnnualBilling => {
            "la facturation de l’abonnement à QuickBooks en ligne ou de QuickBooks Time est transférée au cabinet, et le client \
             est facturé annuellement"
        }
        Code::ClientNotPrimaryAdmin => {
            "la facturation du produit est transférée au client, alors que le cabinet est l’administrateur principal"
        }
        Code::PrimaryAdminElsewhere => {
            "un transfert de facturation est demandé, et l’administrateur principal n’est ni le client ni le cabinet"
        }
        Code::FirmUserNotPermitted => {
            "l’utilisateur du cabinet qui effectue la modification n’a pas accès à la facturation, et un produit que paie le \
             cabinet est modifié ou la facturation d’un produit lui est transférée"
        }
        Code::FirmNotAccountant => {
            "la facturation d’un produit est transférée au cabinet, qui n’est pas un utilisateur comptable de l’entreprise du \
             client"
        }
        Code::NotSubscribedYet => "la facturation d’un produit est transférée au cabinet pendant la période d’essai",
        Code::AddressMismatch => {
            "la facturation d’un produit est transférée au cabinet, et l’adresse de l’entreprise du client ou celle du cabinet \
             est erronée"
        }
        Code::OtherBillingSystem => {
            "la facturation d’un produit est transférée au cabinet, et le client relève d’un autre système de facturation"
        }
        Code::OtherRegion => {
            "la facturation d’un produit est transférée au cabinet, et le client et le cabinet n’utilisent pas l’édition du même \
             pays"
        }
        Code::CancellationPending => {
            "l’abonnement est annulé mais encore en vigueur, et une modification ou un transfert de facturation est demandé"
        }
    }
}

pub(super) const fn notice(code: NoticeCode) -> &'static str {
    use NoticeCode as Code;

    match code {
        Code::LeavesLedger => {
            "l’abonnement à QuickBooks en ligne passe de Grand livre à un autre abonnement, sans retour possible"
        }
        Code::FeaturesLost => "le client utilise des fonctions que le nouvel abonnement n’offre pas",
        Code::UsersOverLimit => {
            "l’abonnement change, et le nombre d’utilisateurs d’un type dépasse la nouvelle limite, sans que cela fasse obstacle"
        }
        Code::ResourceOverLimit => {
            "l’abonnement change, et l’utilisation d’une ressource dépasse la nouvelle limite, sans que cela fasse obstacle"
        }
        Code::DiscountsEnd => "l’abonnement à QuickBooks en ligne passe à un niveau inférieur, et c’est le client qui paie",
        Code::TimeTrackingUnavailable => {
            "QuickBooks Paie rend inaccessible le suivi des heures travaillées du nouvel abonnement, et le client l’utilise et y \
             avait accès, ou son abonnement actuel ne l’offre pas"
        }
        Code::PrimaryAdminLocked => {
            "l’abonnement devient Démarrage, où le rôle d’administrateur principal ne peut être cédé qu’avec l’aide d’Intuit"
        }
        Code::DiscountKept => {
            "la facturation du produit est transférée au cabinet, et le rabais de facturation groupée d’un cabinet s’appliquait \
             encore dans le délai que prévoit le catalogue"
        }
        Code::RetailPrice => {
            "la facturation du produit est transférée au cabinet dans les autres cas, et le catalogue prévoit le prix de détail"
        }
        Code::FullPrice => "la facturation du produit est transférée au client",
        Code::CompanySuspended => {
            "l’abonnement change, et une nouvelle limite, dont le dépassement entraîne la suspension de l’entreprise, est dépassée"
        }
        Code::AddOnGoesDown => "un module complémentaire passe à un niveau inférieur ou est retiré",
        Code::Resubscribes => {
            "l’abonnement à QuickBooks en ligne recommence à neuf avec le transfert de sa facturation au cabinet"
        }
        Code::ProratedCharge => "un produit que paie cette partie est mis à niveau",
        Code::WholesalePrice => {
            "la facturation du produit est transférée au cabinet dans les autres cas, et le catalogue prévoit le prix de gros"
        }
        Code::ReadOnlyUntilBillingDetails => {
            "la facturation de l’abonnement à QuickBooks en ligne est transférée au client, à la demande du cabinet"
        }
        Code::PaymentDetailsNeeded => {
            "la facturation de l’abonnement à QuickBooks en ligne est transférée au client, sans que le cabinet le demande"
        }
    }
}
