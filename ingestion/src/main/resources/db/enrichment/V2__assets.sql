-- What files are that were opened, each once for its content: dev.tributary.ingestion.asset.MeasuredFiles.
create table measured_file (
  sha256 text not null primary key,   -- its name in the content store
  version integer not null,           -- of the way in which it was measured
  measured text not null,
  at text not null
);
