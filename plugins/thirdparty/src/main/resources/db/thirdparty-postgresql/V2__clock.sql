-- The time as every process sees it, in microseconds since 1970.
create view clock as select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) as micros;
