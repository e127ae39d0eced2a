-- What changed in a period, without reading all that changed before.
create index history_applied_at on history (applied_at, sequence);
