-- Two firms, and their clients as they first stand in the book of requests that the crate ships: ?1, a JSON array of its lines.

insert into firms values
    (1, 'Cabinet Laurentide CPA inc.', '{"billing_current": true, "subscription_current": true}'),
    (2, 'Prairie Ledger LLP', '{"billing_current": false, "subscription_current": true}');

with
    names (firm, name) as (values
        (1, 'Boulangerie Sainte-Marthe inc.'),
        (1, 'Café Cuillère-à-Pot inc.'),
        (1, 'Succession Honoré Pelland'),
        (1, 'Mireille Castonguay-Vu, traductrice'),
        (1, 'Transport Gadbois-Legris inc.'),
        (1, 'Coiffure Mèche-et-Misaine'),
        (1, 'Théâtre de la Lanterne rousse'),
        (2, 'Coastal Spruce Carpentry Ltd.'),
        (2, 'Harrow & Finch Interiors Inc.'),
        (2, 'Prairie Lantern Grain Farms Ltd.'),
        (2, 'Wapiti Hollow Veterinary Services Ltd.'),
        (2, 'Moosewillow Lodge Ltd.'),
        (2, 'St. Brendan''s Pantry Society')
    ),
    -- With `min` the other columns are of the row that has it.
    first (place, firm, name, line) as (
        select min(book.key), firm, name, book.value
        from names, json_each(?1) book
        where book.value ->> '$.id' like name || ' – %'
        group by name
    )
insert into clients (
    firm, name, subscription, client_authorised, firm_is_accountant, facts,
    renews_at, transfer_permitted_at, discount_ended_at, downgraded_at
)
select
    firm, name, line -> '$.current', line -> '$.context.authorised_by' like '%client%', line ->> '$.context.firm.is_accountant_user',
    json_remove(line -> '$.context.client', '$.days_to_renewal', '$.transfer_permission_hours', '$.days_since_discount',
        '$.hours_since_downgrade'),
    coalesce(unixepoch() + 86400 * (line ->> '$.context.client.days_to_renewal') - 43200, 'none'),
    coalesce(unixepoch() - 3600 * (line ->> '$.context.client.transfer_permission_hours') + 1800, 'none'),
    coalesce(unixepoch() - 86400 * (line ->> '$.context.client.days_since_discount') + 43200, 'none'),
    coalesce(unixepoch() - 3600 * (line ->> '$.context.client.hours_since_downgrade'), 'none')
from first
order by firm, place;

-- Of two nobody has asked for everything yet.
update clients set client_authorised = null, transfer_permitted_at = null, facts = json_set(
    json_remove(facts, '$.billing_cycle', '$.primary_admin', '$.confirmation', '$.usage.users.billable'),
    '$.usage.features', json('{"multicurrency": false, "recurring_transactions": true, "bills": true}')
) where name = 'Coiffure Mèche-et-Misaine';
update clients set renews_at = null, discount_ended_at = null, facts = json_remove(facts, '$.status', '$.usage', '$.same_region')
where name = 'Moosewillow Lodge Ltd.';
update clients set version = 1;
