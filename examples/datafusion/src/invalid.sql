select id, answer['error'] as error
from (select id, plan_change(current, target, context) as answer from book)
where answer['decision'] = 'invalid'
order by id
limit 10
