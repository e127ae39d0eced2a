-- The latest failures, without sorting all of them.
create index failure_latest on failure (state, failed_at desc, id);
