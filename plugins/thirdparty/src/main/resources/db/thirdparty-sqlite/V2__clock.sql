-- The time as every process sees it, in microseconds since 1970.
create view clock as select cast(unixepoch('subsec') * 1000000 as integer) as micros;
