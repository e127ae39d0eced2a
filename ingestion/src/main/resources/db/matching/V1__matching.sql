-- Which products may be the same: see dev.tributary.ingestion.matching.Matches.

-- What products are compared by. Worked out anew whenever a product changes.
create table likened (
  product_key text not null primary key,
  sequence bigint not null,   -- of the change of the product that it was last looked at for
  facts text not null
);

-- What a product may share with others: an identifier, a recording, title and artist.
create table mark (
  product_key text not null references likened (product_key) on delete cascade,
  name text not null,
  primary key (product_key, name)
);

create index mark_name on mark (name);

-- Two products that may be the same, the one whose key comes first in the alphabet first.
create table proposal (
  one text not null references likened (product_key) on delete cascade,
  other text not null references likened (product_key) on delete cascade,
  confidence double precision not null,
  reason text not null,
  primary key (one, other)
);

create index proposal_other on proposal (other);

-- What people said of two products; nothing is ever taken out. The last counts.
create table decision (
  number integer not null,    -- of those about these two, from 1
  one text not null,
  other text not null,
  same boolean not null,
  why text not null,
  who text not null,
  at text not null,
  primary key (one, other, number)
);
