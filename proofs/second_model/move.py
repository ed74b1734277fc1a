"""What a request does to each product: section 4's definitions.

A subscription is a tuple (base, payroll, time, bill pay) of (plan or tier, payer), an add-on that is not held None.
"""

from names import ADD_ONS, FEATURES, PRODUCTS, TIERS


class Move:
    """current and target compared; each attribute by product where it is one."""

    def __init__(self, catalogue, current, target):
        self.catalogue, self.current, self.target = catalogue, current, target
        self.changes = {}      # its plan or tier differs
        self.transfers = {}    # to whom, where it transfers and does not change
        self.split = {}        # it both changes and transfers
        self.payer = {}        # who pays for the change
        self.direction = {}    # up, down, or None
        for place, product in enumerate(PRODUCTS):
            before, after = current[place], target[place]
            if before is None or after is None:
                changes, moved = before is not after, False
            else:
                changes, moved = before[0] != after[0], before[1] != after[1]
            self.changes[product] = changes
            self.split[product] = changes and moved
            self.transfers[product] = after[1] if moved and not changes else None
            self.payer[product] = (before or after)[1] if changes else None
            self.direction[product] = None
        self.from_plan, self.to_plan = current[0][0], target[0][0]
        self.base_open = self.changes["base"] and self.to_plan in catalogue.moves[self.from_plan]
        if self.base_open:
            self.direction["base"] = base_direction(catalogue.ladder, self.from_plan, self.to_plan)
        for place, product in enumerate(ADD_ONS, 1):
            if self.changes[product]:
                self.direction[product] = tier_direction(product, current[place], target[place])
        self.any_change = any(self.changes.values())
        self.any_transfer = any(self.transfers.values())
        self.to_firm = [product for product in PRODUCTS if self.transfers[product] == "firm"]
        self.to_client = [product for product in PRODUCTS if self.transfers[product] == "client"]

    def goes(self, direction, payer):
        """Does a product that this party pays for go that way?"""
        return any(self.direction[p] == direction and self.payer[p] == payer for p in PRODUCTS)

    def lost(self):
        """The features that are lost where they are in use, in order: by the plans alone."""
        before, after = self.catalogue.features[self.from_plan], self.catalogue.features[self.to_plan]
        if not self.base_open or after is None:
            return ()
        return tuple(f for f in FEATURES if f not in after and (before is None or f in before))

    def losses(self):
        """Those of them whose loss is to be confirmed: base goes down, and they do not block."""
        if self.direction["base"] != "down":
            return ()
        return tuple(f for f in self.lost() if f not in self.catalogue.blocking)


def base_direction(ladder, before, after):
    if after not in ladder or before not in (*ladder, "ledger"):
        return None
    if before not in ladder:
        return "up"
    return "up" if ladder.index(after) > ladder.index(before) else "down"


def tier_direction(product, before, after):
    if before is None or after is None:
        return "up" if before is None else "down"
    tiers = TIERS[product]
    return "up" if tiers.index(after[0]) > tiers.index(before[0]) else "down"
