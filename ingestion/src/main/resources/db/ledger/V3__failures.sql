-- What failed for good is kept by the schema "recovery", which comes first.
insert into failure (id, application, version, failed_at, error, cause, reason, stack, details, attempts,
  message_id, job_id, delivery, provider, headers, body, state)
select id, application, '', failed_at, error, error, reason, stack, '{}', '[]',
  message_id, job_id, delivery, provider, headers, body, 'OPEN'
from dead_letter;

drop table dead_letter;
