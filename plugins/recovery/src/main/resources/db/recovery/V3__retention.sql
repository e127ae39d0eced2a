-- What is closed is deleted when it is old; what was discarded of a delivery stays as a line.
alter table failure add column emptied boolean not null default false;

create index failure_closed on failure (acted_at) where acted_at is not null and not emptied;
