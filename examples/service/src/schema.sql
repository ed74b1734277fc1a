-- What is kept. Subscriptions, facts, requests and plans are the crate's JSON, times are seconds since 1970.

create table if not exists firms (
    id integer primary key,
    name text not null,
    facts text not null -- Firm
) strict;

create table if not exists users (
    token blob primary key, -- SHA-256 of the bearer token; the token itself is kept nowhere
    firm integer not null references firms,
    name text not null
) strict;

create table if not exists clients (
    id integer primary key,
    firm integer not null references firms,
    name text not null,
    version integer not null default 1,
    subscription text not null, -- Subscription
    client_authorised integer not null default 0, -- whether there is the client's word beside the firm's, which asks
    facts text not null, -- Client, without the three facts that time changes, which are here as the time when it was:
    transfer_permitted_at integer,
    other_firm_ended_at integer,
    downgraded_at integer
) strict;
create index if not exists clients_of_firm on clients (firm, name);

-- Whoever writes facts cannot forget that what was decided on the old ones is stale.
create trigger if not exists clients_version
after update of subscription, client_authorised, facts, transfer_permitted_at, other_firm_ended_at, downgraded_at on clients
begin
    update clients set version = old.version + 1 where id = old.id;
end;

-- Clients with the facts as they are now: the crate has no clock, and is told whole hours and days.
create view if not exists clients_now as
select
    c.id, c.firm, c.name, c.version, c.subscription,
    json_object(
        'authorised_by', iif(c.client_authorised, json_array('firm', 'client'), json_array('firm')),
        'firm', json(f.facts),
        'client', json_set(
            c.facts,
            '$.transfer_permission_hours', max(0, unixepoch() - c.transfer_permitted_at) / 3600,
            '$.days_since_other_firm', max(0, unixepoch() - c.other_firm_ended_at) / 86400,
            '$.hours_since_downgrade', max(0, unixepoch() - c.downgraded_at) / 3600
        )
    ) as context -- Context
from clients c join firms f on f.id = c.firm;

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
