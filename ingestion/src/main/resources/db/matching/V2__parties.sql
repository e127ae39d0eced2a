-- Whom products name, as they write it: dev.tributary.ingestion.matching.Parties.
create table party (
  product_key text not null references likened (product_key) on delete cascade,
  name text not null,
  plain text not null,        -- the same for all ways to write it
  primary key (product_key, name)
);

create index party_plain on party (plain, name);
create index party_name on party (name);

-- What the party is known by that has this name there, such as `isni:0000000121032683`.
create table party_id (
  product_key text not null references likened (product_key) on delete cascade,
  name text not null,
  id text not null,
  primary key (product_key, name, id)
);

create index party_id_id on party_id (id, name);
create index party_id_name on party_id (name, id);
