//! When each rule holds, in a sentence of each language, side by side.

use crate::{Language, NoticeCode, ReasonCode};

/// The one of the two that is in this language.
const fn one_of(language: Language, (english, french): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::English => english,
        Language::French => french,
    }
}

/// When a reason of this code holds.
#[allow(clippy::too_many_lines, reason = "one row for each of the reasons")]
pub(crate) const fn reason_condition(code: ReasonCode, language: Language) -> &'static str {
    let both = match code {
        ReasonCode::NothingToChange => ("the target is the current subscription", "l’abonnement demandé est l’abonnement actuel"),
        ReasonCode::SeparateProduct => (
            "base changes, and one side is Self-Employed",
            "l’abonnement de base change, et l’abonnement actuel ou demandé est Travailleur autonome",
        ),
        ReasonCode::LedgerClosed => (
            "base changes from the ladder to Ledger",
            "l’abonnement de base passe de Démarrage, Standard, Plus ou Avancé à Grand livre",
        ),
        ReasonCode::NotSold => (
            "the target takes up a plan or tier that the catalogue does not sell",
            "la demande comporte un nouvel abonnement ou un nouveau niveau de module complémentaire que le catalogue n’offre pas",
        ),
        ReasonCode::TransitionClosed => (
            "the catalogue does not allow this change of plan, and none of the reasons above says why",
            "le catalogue ne permet pas ce changement d’abonnement, sans qu’aucune des raisons précédentes ne l’explique",
        ),
        ReasonCode::ClientPending => (
            "the client is pending, and anything changes or transfers",
            "le statut du client est en attente, et une modification ou un transfert est demandé",
        ),
        ReasonCode::ClientReadOnly => (
            "the client is restricted, suspended, expired or cancelled, and anything changes or transfers",
            "l’abonnement du client est restreint, suspendu, expiré ou annulé, et une modification ou un transfert est demandé",
        ),
        ReasonCode::FirmBillingOutdated => (
            "the firm's billing details are not current, and a firm-paid product goes up or a product transfers to the firm",
            "les renseignements sur la facturation du cabinet ne sont pas à jour, et un produit que paie le cabinet est mis à niveau \
             ou un produit lui est transféré",
        ),
        ReasonCode::FirmSubscriptionOutdated => (
            "the firm's subscription details are not current, and a firm-paid product goes up",
            "les renseignements sur l’abonnement du cabinet ne sont pas à jour, et un produit que paie le cabinet est mis à niveau",
        ),
        ReasonCode::ClientBillingOutdated => (
            "the client's payment details are not current, and a client-paid product goes up",
            "les renseignements de paiement du client ne sont pas à jour, et un produit que paie le client est mis à niveau",
        ),
        ReasonCode::NotAuthorised => (
            "the product changes and its payer does not ask for it; or it transfers to the firm and the firm does not; or to the \
             client and neither does",
            "le produit est modifié sans que son payeur le demande, ou transféré au cabinet sans que le cabinet le demande, ou \
             transféré au client sans que ni l’un ni l’autre le demande",
        ),
        ReasonCode::DowngradeNotOffered => (
            "base goes down, and the vendor's menu does not show the downgrade",
            "l’abonnement de base passe à un niveau inférieur, et le menu Actions relatives aux abonnements n’affiche pas cette option",
        ),
        ReasonCode::DowngradeNotConfirmed => (
            "something goes down, and the client has not confirmed it, even if the client asks",
            "un produit passe à un niveau inférieur ou est retiré sans que le client l’ait confirmé, même si la demande vient de lui",
        ),
        ReasonCode::LossesNotAccepted => (
            "something goes down and was confirmed, but not with all the features that are lost",
            "un produit passe à un niveau inférieur ou est retiré, et le client l’a confirmé sans accepter la perte de toutes les \
             fonctions en cause",
        ),
        ReasonCode::TooManyUsers => (
            "the plan changes, and there are more users of a blocking kind than the new limit, which is lower",
            "l’abonnement change, et le nombre d’utilisateurs d’un type bloquant dépasse la nouvelle limite, qui est plus basse",
        ),
        ReasonCode::FeatureInUse => (
            "the plan changes, and a blocking feature is in use that the new plan lacks",
            "l’abonnement change, et le client utilise une fonction bloquante que le nouvel abonnement n’offre pas",
        ),
        ReasonCode::OverLimit => (
            "the plan changes, and more of a blocking resource is used than the new limit, which is lower",
            "l’abonnement change, et l’utilisation d’une ressource bloquante dépasse la nouvelle limite, qui est plus basse",
        ),
        ReasonCode::AddOnUnsupported => (
            "the target holds an add-on that its plan or payroll tier does not support, and base, that add-on or payroll changed",
            "la demande comporte un module complémentaire qui n’est pas offert avec l’abonnement ou le niveau de Paie, et l’abonnement \
             de base, ce module ou Paie est modifié",
        ),
        ReasonCode::UpgradeTooSoon => (
            "base goes up before the catalogue's wait after a downgrade is over",
            "l’abonnement de base est mis à niveau avant la fin du délai que le catalogue prévoit après un passage à un niveau \
             inférieur",
        ),
        ReasonCode::TransferAndChange => {
            ("a product both changes and transfers", "un même produit est à la fois modifié et transféré")
        }
        ReasonCode::TransferNotPermitted => (
            "the product transfers to the firm, and the client gave no permission",
            "le produit est transféré au cabinet, et le client n’a pas donné sa permission",
        ),
        ReasonCode::TransferPermissionExpired => (
            "the product transfers to the firm, on a permission older than the catalogue's window",
            "le produit est transféré au cabinet, et la permission du client est plus ancienne que ne l’admet le catalogue",
        ),
        ReasonCode::AnnualBilling => (
            "the product transfers to the firm, and the client is billed annually",
            "le produit est transféré au cabinet, et la facturation du client est annuelle",
        ),
        ReasonCode::ClientNotPrimaryAdmin => (
            "the product transfers to the client, who is not the primary admin",
            "le produit est transféré au client, qui n’est pas l’administrateur principal",
        ),
    };
    one_of(language, both)
}

/// When a notice of this code is given.
pub(crate) const fn notice_condition(code: NoticeCode, language: Language) -> &'static str {
    let both = match code {
        NoticeCode::LeavesLedger => (
            "base leaves Ledger, which is one way",
            "l’abonnement de base passe de Grand livre à un autre abonnement, sans retour possible",
        ),
        NoticeCode::FeaturesLost => (
            "features in use are missing from the new plan",
            "le client utilise des fonctions que le nouvel abonnement n’offre pas",
        ),
        NoticeCode::UsersOverLimit => (
            "the plan changes, and there are more users of a kind than the new limit, which did not refuse it",
            "l’abonnement change, et le nombre d’utilisateurs d’un type dépasse la nouvelle limite, sans que cela fasse obstacle",
        ),
        NoticeCode::ResourceOverLimit => (
            "the plan changes, and more of a resource is used than the new limit, which did not refuse it",
            "l’abonnement change, et l’utilisation d’une ressource dépasse la nouvelle limite, sans que cela fasse obstacle",
        ),
        NoticeCode::DiscountsEnd => (
            "base goes down, and the client pays",
            "l’abonnement de base passe à un niveau inférieur, et c’est le client qui paie",
        ),
        NoticeCode::TimeTrackingUnavailable => (
            "payroll becomes Core while time tracking is in use, on a plan that has it",
            "QuickBooks Paie devient Paie de base, alors que le client utilise le suivi des heures travaillées de son abonnement",
        ),
        NoticeCode::PrimaryAdminLocked => (
            "the plan becomes EasyStart, where the role cannot be handed over without the vendor's help",
            "l’abonnement devient Démarrage, où le rôle d’administrateur principal ne peut être cédé qu’avec l’aide d’Intuit",
        ),
        NoticeCode::DiscountKept => (
            "the product transfers to the firm, and another firm's discount paid until a few days ago",
            "le produit est transféré au cabinet, et le rabais d’un autre cabinet s’appliquait encore il y a quelques jours",
        ),
        NoticeCode::RetailPrice => {
            ("the product transfers to the firm otherwise", "le produit est transféré au cabinet dans les autres cas")
        }
        NoticeCode::FullPrice => ("the product transfers to the client", "le produit est transféré au client"),
        NoticeCode::ReadOnlyUntilPaid => ("base transfers to the client", "l’abonnement de base est transféré au client"),
    };
    one_of(language, both)
}
