-- What was shipped, and what became of it: dev.tributary.ingestion.catalogue.Deliveries.
create table delivery (
  id text not null primary key,
  number bigint not null,
  part integer not null,
  parent text references delivery (id),
  declared_provider text,             -- as said at intake
  provider text,                      -- as known now
  path text not null,
  kind text not null,
  format text,
  content text not null,
  bytes bigint not null,
  files text,
  fingerprint text not null,
  received_at text not null,
  sent_at text,                       -- null until the broker has confirmed its message
  children integer,                   -- how many it was unpacked into; null if it was not
  state text,                         -- null until it is final
  action text,
  error text,
  settled_at text,
  unique (parent, part)
);

create index delivery_number on delivery (number, part);
create index delivery_fingerprint on delivery (fingerprint);
create index delivery_unsent on delivery (number) where sent_at is null;
create index delivery_unsettled on delivery (number) where state is null;

create table delivery_product (
  delivery text not null references delivery (id),
  place integer not null,
  product_key text not null,
  primary key (delivery, place)
);

create index delivery_product_key on delivery_product (product_key);

create table violation (
  delivery text not null references delivery (id),
  place integer not null,
  rule text not null,
  severity text not null,
  path text,
  line integer,
  value text,
  message text not null,
  primary key (delivery, place)
);

create index violation_rule on violation (rule);
