-- What is wrong with the files of a delivery, found once they were opened, when it was settled long since:
-- dev.tributary.ingestion.catalogue.FileViolations.
create table file_violation (
  delivery text not null,
  product_key text not null,
  place integer not null,
  rule text not null,
  severity text not null,
  path text,
  line integer,
  value text,
  message text not null,
  primary key (delivery, product_key, place)
);
