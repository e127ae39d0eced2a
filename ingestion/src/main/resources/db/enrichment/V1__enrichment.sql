-- Which products a source was asked about, and what it said: see dev.tributary.ingestion.enrich.Findings.
create table enriched (
  product_key text not null,
  source text not null,
  sequence bigint not null,   -- of the change of the product that it was asked for
  at text not null,
  primary key (product_key, source)
);

create table finding (
  product_key text not null,
  source text not null,
  place integer not null,
  item text,                  -- the ISRC of a track; none: the product as a whole
  field text not null,
  value text not null,
  confidence double precision not null,
  at text not null,           -- when the source said so
  primary key (product_key, source, place)
);
