"""The names of the domain, each list in the order of DOMAIN.md's tables (sections 1 to 3)."""

ADD_ONS = ("payroll", "time", "bill_pay")
PRODUCTS = ("base", *ADD_ONS)
LADDER = ("easy_start", "essentials", "plus", "advanced")
PLANS = LADDER + ("ledger", "self_employed")
TIERS = {"payroll": ("core", "premium", "elite"), "time": ("premium", "elite"), "bill_pay": ("basic", "premium", "elite")}
# Written also where they are not held; what is younger is not (JSON.md, Subscriptions).
ALWAYS_WRITTEN = ("base", "payroll", "time")
# Billed every month, whatever the client's billing cycle.
MONTHLY = ("payroll", "bill_pay")
PARTIES = ("firm", "client")
STATUSES = ("pending", "trial", "active", "cancelling", "restricted", "suspended", "expired", "cancelled")
READ_ONLY = ("restricted", "suspended", "expired", "cancelled")
CYCLES = ("monthly", "annual")
ADMINS = ("client", "firm", "other")
KINDS = ("billable", "accountant", "reports_only", "time_only")
RESOURCES = ("accounts", "classes_and_locations", "custom_fields")
FEATURES = (
    "multicurrency", "recurring_transactions", "bills", "time_tracking",
    "inventory", "purchase_orders", "projects", "classes", "locations", "budgets",
    "custom_roles", "workflows", "spreadsheet_sync", "backup_and_restore", "enhanced_custom_fields",
)

USERS = {kind: "client.usage.users." + kind for kind in KINDS}
RESOURCE = {resource: "client.usage." + resource for resource in RESOURCES}
IN_USE = {feature: "client.usage.features." + feature for feature in FEATURES}
AUTHORISED = {party: "authorised_by." + party for party in PARTIES}
COUNTS = tuple(USERS.values()) + tuple(RESOURCE.values())

# Every fact of the context, in the order of JSON.md's request.
FACTS = (
    *AUTHORISED.values(),
    "firm.billing_current", "firm.subscription_current", "firm.manages_billing", "firm.is_accountant_user",
    "client.status", "client.billing_current", "client.billing_cycle", "client.days_to_renewal",
    "client.primary_admin", "client.confirmation", "client.transfer_permission_hours",
    "client.days_since_discount", "client.hours_since_downgrade", "client.downgrade_offered",
    "client.addresses_match", "client.other_billing_system", "client.same_region",
    *COUNTS, *IN_USE.values(),
)
FACT_ORDER = {fact: place for place, fact in enumerate(FACTS)}

# Who can tell a fact (the end of section 8); the firm tells all else.
CLIENT_TELLS = frozenset((
    AUTHORISED["client"], "client.billing_current", "client.billing_cycle", "client.days_to_renewal",
    "client.primary_admin", "client.confirmation", "client.transfer_permission_hours",
    *COUNTS, *IN_USE.values(),
))


def tells(fact):
    return "client" if fact in CLIENT_TELLS else "firm"
