-- How many requests are refused for each reason, by the plan that was asked for; and how many may be made, are open, or were not understood.
-- A request that is refused for three reasons is counted under each of them.
select decision, reason, plan, count(*) as requests
from (
    select answer['decision'] as decision, unnest(coalesce(answer['reasons'], [null])) as reason, plan
    from (select plan_change(current, target, context) as answer, target['base']['plan'] as plan from book)
)
group by decision, reason, plan
order by decision, reason, plan
