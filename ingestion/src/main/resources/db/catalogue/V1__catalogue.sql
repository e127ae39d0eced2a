-- Everything that was said of products, and what follows from it: dev.tributary.ingestion.catalogue,
-- docs/adr/0005. Instants are text that sorts (dev.tributary.database.Timestamps).

-- What one delivery says of one product. The truth: the tables of products follow from it.
create table statement (
  delivery text not null,
  place integer not null,             -- of the product within the delivery
  provider text not null,
  own_key text not null,              -- the key that its own identifiers give
  product_key text,                   -- the product that it counts for; null if that is ambiguous
  said_at text not null,              -- with number and part: its version
  number bigint not null,
  part integer not null,
  sender text,
  intent text not null,
  has_deal boolean not null,
  offers boolean not null,
  document text not null,             -- as stated
  primary key (delivery, place)
);

create index statement_own_key on statement (own_key);
create index statement_product_key on statement (product_key);

-- The identifiers that a statement gives its product.
create table product_identifier (
  delivery text not null,
  place integer not null,
  own_key text not null,              -- the statement's
  key text not null,                  -- of the product that this identifier alone would name
  type text not null,
  value text not null,
  primary key (delivery, place, key),
  foreign key (delivery, place) references statement (delivery, place) on delete cascade
);

create index product_identifier_key on product_identifier (key);
create index product_identifier_own_key on product_identifier (own_key);
create index product_identifier_value on product_identifier (value);

-- The files that came with a statement, apart from what is said: a later statement without files keeps them.
create table asset_file (
  delivery text not null,
  place integer not null,
  file text not null,                 -- as the statement names it
  declared text,                      -- ALGORITHM:HASH as declared
  sha256 text not null,               -- its name in the content store
  bytes bigint not null,
  primary key (delivery, place, file),
  foreign key (delivery, place) references statement (delivery, place) on delete cascade
);

-- What counts.
create table product (
  key text not null primary key,
  provider text not null,
  delivery text not null,             -- with place: the statement that counts
  place integer not null,
  said_at text not null,
  number bigint not null,
  part integer not null,
  owner text,                         -- who may purge it
  action text not null,               -- what the statement that counts did
  was_offered boolean not null,
  incomplete boolean not null,
  content_type text not null,
  title text,
  artist text,
  timeline text not null,             -- its states over time, see Timeline
  document text not null              -- the statement that counts, with the files that we hold
);

create index product_provider on product (provider, key);

create table item (
  product_key text not null,
  place integer not null,
  ref text not null,
  isrc text,
  title text,
  duration text,
  primary key (product_key, place),
  foreign key (product_key) references product (key) on delete cascade
);

create index item_isrc on item (isrc);

create table deal (
  product_key text not null,
  place integer not null,
  models text not null,               -- lists are words with a blank around each: ' GB FR '
  uses text not null,
  territories text not null,
  excluded text not null,
  items text not null,
  takedown boolean not null,
  starts_at text,
  ends_at text,
  primary key (product_key, place),
  foreign key (product_key) references product (key) on delete cascade
);

-- What changed, by which delivery.
create table history (
  sequence bigint not null primary key,
  product_key text not null,
  own_key text not null,
  delivery text not null,
  said_at text not null,
  action text not null,
  changes text not null,
  applied_at text not null
);

create index history_product_key on history (product_key, sequence);
create index history_own_key on history (own_key);
