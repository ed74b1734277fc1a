//! A seeded mix of requests as a firm's portal makes them: mostly one thing changed about a client, mostly in good standing.

use subscription_change::{
    AddOnKind, BillingCycle, Catalogue, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, Plan,
    PrimaryAdmin, Product, Request, Subscription, Tier, Usage, Users,
};

/// The machine and the compiler that a figure is of, and how busy the machine is.
#[allow(dead_code, reason = "not everything that walks the mix measures time")]
pub fn machine() -> String {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("an unknown processor", |name| name.trim_start_matches(['\t', ':', ' ']));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let compiler = std::process::Command::new("rustc").arg("--version").output();
    let compiler = compiler.map_or_else(|_| "rustc".to_owned(), |said| String::from_utf8_lossy(&said.stdout).trim().to_owned());
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("{cores} cores of {model} ({os} {arch}), {compiler}, load average at the start {load}")
}

/// Random numbers by `SplitMix64`: the same seed, the same mix.
pub struct Mix(u64);

impl Mix {
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// The next requests of the mix.
    pub fn requests(&mut self, count: usize) -> Vec<Request> {
        (0..count).map(|_| self.request()).collect()
    }

    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.number() % u64::from(bound)).expect("less than a u32")
    }

    /// So often of a hundred times.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(u32::try_from(choices.len()).expect("a few")) as usize]
    }

    fn payer(&mut self) -> Party {
        if self.percent(75) { Party::Firm } else { Party::Client }
    }

    /// A tier of this add-on.
    fn tier(&mut self, kind: AddOnKind) -> Tier {
        let tiers: Vec<Tier> = kind.tiers().iter().collect();
        self.one_of(&tiers)
    }

    fn subscription(&mut self) -> Subscription {
        const PLANS: [Plan; 12] = {
            use Plan::{Advanced, EasyStart, Essentials, Ledger, Plus, SelfEmployed};
            [
                EasyStart,
                EasyStart,
                Essentials,
                Essentials,
                Essentials,
                Essentials,
                Plus,
                Plus,
                Plus,
                Advanced,
                Ledger,
                SelfEmployed,
            ]
        };
        let mut subscription = Subscription::new(self.one_of(&PLANS), self.payer());
        if self.percent(40) {
            subscription = subscription.with_add_on(AddOnKind::Payroll, self.tier(AddOnKind::Payroll), self.payer());
        }
        if self.percent(15) {
            subscription = subscription.with_add_on(AddOnKind::Time, self.tier(AddOnKind::Time), self.payer());
        }
        subscription
    }

    fn target(&mut self, current: Subscription) -> Subscription {
        const WANTED: [Plan; 8] = [
            Plan::EasyStart,
            Plan::Essentials,
            Plan::Essentials,
            Plan::Plus,
            Plan::Plus,
            Plan::Advanced,
            Plan::Advanced,
            Plan::Ledger,
        ];
        match self.below(20) {
            0..=11 => current.with_plan(self.one_of(&WANTED)),
            12..=13 => current.with_add_on(AddOnKind::Payroll, self.tier(AddOnKind::Payroll), current.base.payer),
            14 => current.without(AddOnKind::Payroll),
            15 => current.with_add_on(AddOnKind::Time, self.tier(AddOnKind::Time), current.base.payer),
            16..=17 => current.with_payer(Product::Base, self.payer()),
            18 => current.with_payer(Product::Payroll, self.payer()),
            _ => self.subscription(),
        }
    }

    fn usage(&mut self, plan: Plan) -> Usage {
        // Somebody on a higher plan uses more of it.
        let size = 1 + u32::try_from(Catalogue::canada().rank(plan).unwrap_or(0)).expect("a few");
        let features = Feature::ALL.iter().take(4 * size as usize).copied().filter(|_| self.percent(18)).collect();
        Usage::default().with(|usage| {
            usage.users = Users {
                billable: 1 + self.below(2 * size),
                accountant: 1 + self.below(2),
                reports_only: u32::from(self.percent(10)),
                time_only: if self.percent(10) { self.below(9) } else { 0 },
            };
            usage.accounts = 40 + self.below(70 * size);
            usage.classes_and_locations = if self.percent(20) { self.below(12 * size) } else { 0 };
            usage.custom_fields = self.below(1 + size);
            usage.features = features;
        })
    }

    fn request(&mut self) -> Request {
        let current = self.subscription();
        let target = self.target(current);
        let usage = self.usage(current.base.plan);
        // A firm that is in disorder is so in more than one way.
        let order = if self.percent(80) { 97 } else { 55 };
        let authorised_by = if self.percent(order) { Parties::ALL } else { Parties::from(self.payer()) };
        let mut context = Context::in_good_standing(authorised_by, usage);
        context.firm.billing_current = self.percent(order);
        context.firm.subscription_current = self.percent(order);
        context.firm.manages_billing = self.percent(order);
        context.firm.is_accountant_user = self.percent(order);
        let client = &mut context.client;
        client.status = if self.percent(order) { ClientStatus::Active } else { self.one_of(ClientStatus::ALL) };
        client.billing_current = self.percent(order);
        client.billing_cycle = if self.percent(order) { BillingCycle::Monthly } else { BillingCycle::Annual };
        client.days_to_renewal = (client.billing_cycle == BillingCycle::Annual).then(|| self.below(366));
        client.primary_admin = if self.percent(order) { PrimaryAdmin::Client } else { self.one_of(PrimaryAdmin::ALL) };
        client.confirmation = self.percent(60).then(|| {
            let accepted = if self.percent(80) { usage.features } else { FeatureSet::EMPTY };
            Confirmation::accepting(accepted)
        });
        client.transfer_permission_hours = self.percent(60).then(|| self.below(60));
        client.days_since_discount = self.percent(10).then(|| self.below(120));
        client.hours_since_downgrade = self.percent(10).then(|| self.below(5000));
        client.downgrade_offered = self.percent(order);
        client.addresses_match = self.percent(order);
        client.other_billing_system = !self.percent(order);
        client.same_region = self.percent(order);
        Request { current, target, context }
    }
}
