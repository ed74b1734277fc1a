//! When each rule holds.

use crate::model::{NoticeCode, ReasonCode};

pub(super) const fn reason(code: ReasonCode) -> &'static str {
    use ReasonCode as Code;

    match code {
        Code::NothingToChange => "l’abonnement demandé est l’abonnement actuel",
        Code::SeparateProduct => "l’abonnement de base change, et l’abonnement actuel ou demandé est Travailleur autonome",
        Code::LedgerClosed => "l’abonnement de base passe de Démarrage, Standard, Plus ou Avancé à Grand livre",
        Code::NotSold => {
            "la demande comporte un nouvel abonnement ou un nouveau niveau de module complémentaire que le catalogue n’offre pas"
        }
        Code::TransitionClosed => {
            "le catalogue ne permet pas ce changement d’abonnement, sans qu’aucune des raisons précédentes ne l’explique"
        }
        Code::ClientPending => "le statut du client est en attente, et une modification ou un transfert est demandé",
        Code::ClientReadOnly => {
            "l’abonnement du client est restreint, suspendu, expiré ou annulé, et une modification ou un transfert est demandé"
        }
        Code::FirmBillingOutdated => {
            "les renseignements sur la facturation du cabinet ne sont pas à jour, et un produit que paie le cabinet est mis à niveau \
             ou un produit lui est transféré"
        }
        Code::FirmSubscriptionOutdated => {
            "les renseignements sur l’abonnement du cabinet ne sont pas à jour, et un produit que paie le cabinet est mis à niveau"
        }
        Code::ClientBillingOutdated => {
            "les renseignements de paiement du client ne sont pas à jour, et un produit que paie le client est mis à niveau"
        }
        Code::NotAuthorised => {
            "le produit est modifié sans que son payeur le demande, ou transféré au cabinet sans que le cabinet le demande, ou \
             transféré au client sans que ni l’un ni l’autre le demande"
        }
        Code::DowngradeNotOffered => {
            "l’abonnement de base passe à un niveau inférieur, et le menu Actions relatives aux abonnements n’affiche pas cette option"
        }
        Code::DowngradeNotConfirmed => {
            "un produit passe à un niveau inférieur ou est retiré sans que le client l’ait confirmé, même si la demande vient de lui"
        }
        Code::LossesNotAccepted => {
            "un produit passe à un niveau inférieur ou est retiré, et le client l’a confirmé sans accepter la perte de toutes les \
             fonctions en cause"
        }
        Code::TooManyUsers => {
            "l’abonnement change, et le nombre d’utilisateurs d’un type bloquant dépasse la nouvelle limite, qui est plus basse"
        }
        Code::FeatureInUse => {
            "l’abonnement change, et le client utilise une fonction bloquante que le nouvel abonnement n’offre pas"
        }
        Code::OverLimit => {
            "l’abonnement change, et l’utilisation d’une ressource bloquante dépasse la nouvelle limite, qui est plus basse"
        }
        Code::AddOnUnsupported => {
            "la demande comporte un module complémentaire qui n’est pas offert avec l’abonnement ou le niveau de Paie, et l’abonnement \
             de base, ce module ou Paie est modifié"
        }
        Code::UpgradeTooSoon => {
            "l’abonnement de base est mis à niveau avant la fin du délai que le catalogue prévoit après un passage à un niveau \
             inférieur"
        }
        Code::TransferAndChange => "un même produit est à la fois modifié et transféré",
        Code::TransferNotPermitted => "le produit est transféré au cabinet, et le client n’a pas donné sa permission",
        Code::TransferPermissionExpired => {
            "le produit est transféré au cabinet, et la permission du client est plus ancienne que ne l’admet le catalogue"
        }
        Code::AnnualBilling => "le produit est transféré au cabinet, et la facturation du client est annuelle",
        Code::ClientNotPrimaryAdmin => "le produit est transféré au client, qui n’est pas l’administrateur principal",
    }
}

pub(super) const fn notice(code: NoticeCode) -> &'static str {
    use NoticeCode as Code;

    match code {
        Code::LeavesLedger => "l’abonnement de base passe de Grand livre à un autre abonnement, sans retour possible",
        Code::FeaturesLost => "le client utilise des fonctions que le nouvel abonnement n’offre pas",
        Code::UsersOverLimit => {
            "l’abonnement change, et le nombre d’utilisateurs d’un type dépasse la nouvelle limite, sans que cela fasse obstacle"
        }
        Code::ResourceOverLimit => {
            "l’abonnement change, et l’utilisation d’une ressource dépasse la nouvelle limite, sans que cela fasse obstacle"
        }
        Code::DiscountsEnd => "l’abonnement de base passe à un niveau inférieur, et c’est le client qui paie",
        Code::TimeTrackingUnavailable => {
            "QuickBooks Paie devient Paie de base, alors que le client utilise le suivi des heures travaillées de son abonnement"
        }
        Code::PrimaryAdminLocked => {
            "l’abonnement devient Démarrage, où le rôle d’administrateur principal ne peut être cédé qu’avec l’aide d’Intuit"
        }
        Code::DiscountKept => {
            "le produit est transféré au cabinet, et le rabais d’un autre cabinet s’appliquait encore il y a quelques jours"
        }
        Code::RetailPrice => "le produit est transféré au cabinet dans les autres cas",
        Code::FullPrice => "le produit est transféré au client",
        Code::ReadOnlyUntilPaid => "l’abonnement de base est transféré au client",
    }
}
