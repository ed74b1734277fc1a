-- How many requests are refused for each reason, by the plan that was asked for; and how many may be made, are open, or were not understood.
-- A request that is refused for three reasons is counted under each of them.
select decision, reason, plan, sum(requests) as requests
from (
    select decision, unnest(coalesce(reasons, [null])) as reason, plan, requests
    from (
        -- Equal answers are counted before their reasons are taken apart: there are few that differ. The plan is counted, and
        -- answered, as text of its own, in whatever dictionary a book has it.
        select answer['decision'] as decision, answer['reasons'] as reasons, plan, count(*) as requests
        from (
            select plan_change(current, target, context) as answer, arrow_cast(target['base']['plan'], 'Utf8View') as plan from book
        )
        group by decision, reasons, plan
    )
)
group by decision, reason, plan
order by decision, reason, plan
