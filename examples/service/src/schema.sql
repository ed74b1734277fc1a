-- What is kept. Subscriptions, facts, requests and plans are the crate's JSON, times are seconds since 1970. A fact that is left out, or whose
-- column is null, is not known.

create table if not exists firms (
    id integer primary key,
    name text not null,
    facts text not null -- FirmFacts, without the two that are not the firm's alone: users.manages_billing and clients.firm_is_accountant
) strict;

create table if not exists users (
    token blob primary key, -- SHA-256 of the bearer token; the token itself is kept nowhere
    firm integer not null references firms,
    name text not null,
    manages_billing integer default 1 -- whether the vendor lets this user see to billing
) strict;

create table if not exists clients (
    id integer primary key,
    firm integer not null references firms,
    name text not null,
    version integer not null default 1,
    subscription text not null, -- Subscription
    client_authorised integer default 0, -- whether there is the client's word beside the firm's, which asks
    firm_is_accountant integer default 1, -- whether the firm is an accountant user of the client's company
    facts text not null, -- ClientFacts, without the four that time changes, which are here as the time when it was or will be, or 'none':
    renews_at any check (renews_at = 'none' or typeof(renews_at) in ('integer', 'null')),
    transfer_permitted_at any check (transfer_permitted_at = 'none' or typeof(transfer_permitted_at) in ('integer', 'null')),
    discount_ended_at any check (discount_ended_at = 'none' or typeof(discount_ended_at) in ('integer', 'null')),
    downgraded_at any check (downgraded_at = 'none' or typeof(downgraded_at) in ('integer', 'null'))
) strict;
create index if not exists clients_of_firm on clients (firm, name);

-- Whoever writes facts cannot forget that what was decided on the old ones is stale.
create trigger if not exists clients_version
after update of
    subscription, client_authorised, firm_is_accountant, facts, renews_at, transfer_permitted_at, discount_ended_at, downgraded_at
on clients
begin
    update clients set version = old.version + 1 where id = old.id;
end;

-- Clients as each user of their firm has them, with what is known of each.
create view if not exists clients_now as
select
    u.token as user, c.id, c.name, c.version, c.subscription,
    f.facts as firm_facts, u.manages_billing, c.client_authorised, c.firm_is_accountant, c.facts,
    json_object(
        'now', unixepoch(),
        'renews_at', c.renews_at,
        'transfer_permitted_at', c.transfer_permitted_at,
        'discount_ended_at', c.discount_ended_at,
        'downgraded_at', c.downgraded_at
    ) as times
from clients c join firms f on f.id = c.firm join users u on u.firm = c.firm;

create table if not exists changes (
    id text primary key,
    firm integer not null references firms,
    client integer not null references clients,
    version integer not null, -- of the client when it was decided: the schema itself lets only one change be made of it
    key text not null,
    by text not null, -- the user's name
    request text not null, -- Request or PartialRequest: what there was, what was wanted and the facts that it was decided on
    plan text not null, -- ChangePlan
    catalogue text not null generated always as (plan ->> 'catalogue') stored,
    at integer not null default (unixepoch()),
    unique (client, version),
    unique (firm, key)
) strict;

-- The outbox: what there is to do outside, in its order. Whoever performs a step writes down when.
create table if not exists steps (
    change text not null references changes,
    position integer not null,
    step text not null, -- Step
    done_at integer,
    primary key (change, position)
) strict;

-- What was answered to a key, so that a retry is answered the same.
create table if not exists answers (
    firm integer not null references firms,
    key text not null,
    asked text not null, -- the client's id and the body
    answer text not null, -- Answer
    at integer not null default (unixepoch()),
    primary key (firm, key)
) strict;
