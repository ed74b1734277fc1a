-- What is kept. Subscriptions, facts, requests and decisions are the crate's JSON, times are seconds since 1970.

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
    authorised_by text not null default '[]', -- Parties: whose word for a change is there beside the word of who asks
    facts text not null, -- Client, without the three facts that time changes:
    transfer_permitted_at integer,
    other_firm_ended_at integer,
    downgraded_at integer
) strict;
create index if not exists clients_of_firm on clients (firm, name);

-- Whoever writes facts cannot forget that what was previewed on the old ones is stale.
create trigger if not exists clients_version
after update of subscription, authorised_by, facts, transfer_permitted_at, other_firm_ended_at, downgraded_at on clients
begin
    update clients set version = old.version + 1 where id = old.id;
end;

create table if not exists changes (
    id text primary key,
    firm integer not null references firms,
    client integer not null references clients,
    version integer not null, -- of the client when it was decided: the schema itself lets only one change be made of it
    key text not null,
    by text not null, -- the user's name
    at integer not null,
    catalogue text not null,
    request text not null, -- Request: what there was, what was wanted and the facts that it was decided on
    plan text not null, -- ChangePlan
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

-- What was answered to a key, so that a retry gets the same.
create table if not exists answers (
    firm integer not null references firms,
    key text not null,
    asked blob not null, -- SHA-256 of the client's id and the body
    status integer not null,
    language text not null,
    body text not null,
    change text references changes,
    at integer not null,
    primary key (firm, key)
) strict;
