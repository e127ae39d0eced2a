-- Which mapping made a statement, and what was mapped anew because that is not the present one.
alter table statement add column mapping text not null default '';

update statement set mapping = coalesce(
  (select max(h.mapping) from history h where h.delivery = statement.delivery), '');

create table reingestion (
  id text not null primary key,
  requested_at text not null,
  who text not null,
  why text not null,
  selection text not null,            -- as it was asked for
  chosen bigint not null,
  sent bigint not null,
  finished_at text                    -- null until all that was chosen is sent
);
