-- What failed for good, and what was done about it: dev.tributary.recovery.

create table failure (
  id            text not null primary key,
  application   text not null,
  version       text not null,
  failed_at     text not null,
  error         text not null,
  cause         text not null,        -- by which failures are grouped: the reason without what varies
  reason        text not null,
  stack         text not null,
  details       text not null,        -- JSON
  attempts      text not null,        -- JSON
  message_id    text not null,
  job_id        text not null,
  delivery      text,
  provider      text,
  product       text,
  redriven_by   text,                 -- the act by which the message had been sent on before
  headers       text not null,        -- JSON, of the original message
  body          blob not null,       -- as it failed
  state         text not null,        -- OPEN, CHOSEN, REDRIVEN or DISCARDED
  act           text,                 -- the last one that it was chosen for
  acted_at      text
);

create index failure_group on failure (state, application, cause, failed_at);
create index failure_time on failure (failed_at);
create index failure_act on failure (act, state, failed_at, id);
create index failure_provider on failure (provider, failed_at);
create index failure_delivery on failure (delivery, state);
create index failure_redriven on failure (redriven_by);
create index failure_message on failure (message_id);

-- Who had failures sent on or dropped, and why.
create table act (
  id            text not null primary key,
  kind          text not null,        -- REDRIVE or DISCARD
  who           text not null,
  why           text not null,
  selection     text not null,        -- in words
  edited        blob,                -- the body that was sent instead of the original one
  rate          integer,              -- at most so many a second
  requested_at  text not null,
  begun_at      text not null,
  finished_at   text,
  chosen        integer not null,
  done          integer not null,
  refused       integer not null,     -- left open, since their applications have no queue
  problem       text
);

create index act_requested on act (requested_at);
