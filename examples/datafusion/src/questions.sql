-- What is to be asked, and of whom; and in how many open requests.
select question['ask'] as ask, question['fact'] as fact, count(*) as requests
from (
    select unnest(answer['questions']) as question
    from (select plan_change(current, target, context) as answer from book)
    where answer['decision'] = 'open'
)
group by ask, fact
order by ask, requests desc, fact
