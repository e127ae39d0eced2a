-- What editors changed, beside what providers say: dev.tributary.ingestion.catalogue.Edits.
create table edit (
  id text not null primary key,
  number bigint not null,             -- later ones have higher numbers, and count
  product_key text not null,          -- as it was then
  item text,                          -- its ISRC, GUID or ref; none: the product as a whole
  field text not null,
  value text,                         -- none: what was changed before is undone, or this was refused
  who text not null,
  why text not null,
  at text not null,
  refused text                        -- the reason, if it was
);

create index edit_product on edit (product_key, number);

-- Who changed it and why, if it was an editor and no delivery.
alter table history add column editor text;
alter table history add column why text;
