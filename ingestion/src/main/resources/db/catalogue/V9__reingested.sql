-- The reingestion that a delivery was mapped anew for last; null if it never was.
alter table delivery add column reingestion text;
