-- What is kept. Subscriptions, facts, requests and plans are the crate's JSON, times are seconds since 1970.

create table if not exists firms (
    id integer primary key,
    name text not null,
    facts text not null -- Firm, without the two facts that are not the firm's alone: users.manages_billing and clients.firm_is_accountant
) strict;

create table if not exists users (
    token blob primary key, -- SHA-256 of the bearer token; the token itself is kept nowhere
    firm integer not null references firms,
    name text not null,
    manages_billing integer not null default 1 -- whether the vendor lets this user see to billing
) strict;

create table if not exists clients (
    id integer primary key,
    firm integer not null references firms,
    name text not null,
    version integer not null default 1,
    subscription text not null, -- Subscription
    client_authorised integer not null default 0, -- whether there is the client's word beside the firm's, which asks
    firm_is_accountant integer not null default 1, -- whether the firm is an accountant user of the client's company
    facts text not null, -- Client, without the four facts that time changes, which are here as the time when it was or will be:
    renews_at integer,
    transfer_permitted_at integer,
    discount_ended_at integer,
    downgraded_at integer
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

-- Clients as each user of their firm has them, with the facts as they are now: the crate has no clock, and is told whole hours and days.
create view if not exists clients_now as
select
    u.token as user, c.id, c.name, c.version, c.subscription,
    json_object(
        'authorised_by', iif(c.client_authorised, json_array('firm', 'client'), json_array('firm')),
        'firm', json_set(
            f.facts,
            '$.manages_billing', json(iif(u.manages_billing, 'true', 'false')),
            '$.is_accountant_user', json(iif(c.firm_is_accountant, 'true', 'false'))
        ),
        'client', json_set(
            c.facts,
            '$.days_to_renewal', max(0, c.renews_at - unixepoch()) / 86400,
            '$.transfer_permission_hours', max(0, unixepoch() - c.transfer_permitted_at) / 3600,
            '$.days_since_discount', max(0, unixepoch() - c.discount_ended_at) / 86400,
            '$.hours_since_downgrade', max(0, unixepoch() - c.downgraded_at) / 3600
        )
    ) as context -- Context
from clients c join firms f on f.id = c.firm join users u on u.firm = c.firm;

create table if not exists changes (
    id text primary key,
    firm integer not null references firms,
    client integer not null references clients,
    version integer not null, -- of the client when it was decided: the schema itself lets only one change be made of it
    key text not null,
    by text not null, -- the user's name
    request text not null, -- Request: what there was, what was wanted and the facts that it was decided on
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
