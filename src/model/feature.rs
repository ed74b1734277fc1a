//! The features of plans.

use crate::kit::{set, table, vocabulary};

vocabulary! {
    /// A feature that comes with some plans and not with others.
    ///
    /// The lowest plan that has it is said beside each, for both embedded Canadian catalogues; every higher plan of the ladder has
    /// it too. For Ledger and Self-Employed it is not documented.
    pub enum Feature ("feature") {
        /// Multicurrency (« Multidevise »), from Essentials. While it is in use it stands in the way of a plan without it (article L78SslIqi).
        Multicurrency,
        /// Recurring transactions, from Essentials. Their templates stand in the way of a plan without them until they
        /// are paused.
        RecurringTransactions,
        /// Bills, from Essentials.
        Bills,
        /// Time tracking, from Essentials.
        TimeTracking,
        /// Inventory, from Plus. Active items stand in the way of a plan without it.
        Inventory,
        /// Purchase orders, from Plus.
        PurchaseOrders,
        /// Projects, from Plus.
        Projects,
        /// Classes, from Plus.
        Classes,
        /// Locations, from Plus.
        Locations,
        /// Budgets, from Plus.
        Budgets,
        /// Custom roles, Advanced only.
        CustomRoles,
        /// Workflows, Advanced only.
        Workflows,
        /// Spreadsheet sync, Advanced only.
        SpreadsheetSync,
        /// Backup and restore, Advanced only.
        BackupAndRestore,
        /// Enhanced custom fields, Advanced only.
        EnhancedCustomFields,
    }
}

set! {
    /// A set of features.
    pub type FeatureSet of Feature
}

table! {
    /// One cell for each [`Feature`].
    pub struct ByFeature<T> of Feature ("one cell for each feature") {
        /// Multicurrency.
        multicurrency: Multicurrency,
        /// Recurring transactions.
        recurring_transactions: RecurringTransactions,
        /// Bills.
        bills: Bills,
        /// Time tracking.
        time_tracking: TimeTracking,
        /// Inventory.
        inventory: Inventory,
        /// Purchase orders.
        purchase_orders: PurchaseOrders,
        /// Projects.
        projects: Projects,
        /// Classes.
        classes: Classes,
        /// Locations.
        locations: Locations,
        /// Budgets.
        budgets: Budgets,
        /// Custom roles.
        custom_roles: CustomRoles,
        /// Workflows.
        workflows: Workflows,
        /// Spreadsheet sync.
        spreadsheet_sync: SpreadsheetSync,
        /// Backup and restore.
        backup_and_restore: BackupAndRestore,
        /// Enhanced custom fields.
        enhanced_custom_fields: EnhancedCustomFields,
    }
}
