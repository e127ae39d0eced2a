-- What happened to every message, and the messages that failed for good.
create table event (
  id            text primary key,
  name          text not null,
  at            text not null,
  application   text not null,
  message_id    text not null,
  input_id      text not null,
  job_id        text not null,
  ancestor_ids  text not null,
  originated_at text not null,
  routing_key   text not null,
  attempt       integer not null,
  bytes         integer not null,
  waited_millis integer not null,
  worked_millis integer not null,
  reason        text,
  delay_millis  integer,
  delivery      text,
  provider      text,
  product       text
);

create index event_by_delivery on event (delivery, at);
create index event_by_job on event (job_id, at);
create index event_by_message on event (message_id);
create index event_by_product on event (product, at);
create index event_by_time on event (at);

create table dead_letter (
  id            text primary key,
  application   text not null,
  failed_at     text not null,
  error         text not null,
  reason        text not null,
  stack         text not null,
  attempts      integer not null,
  message_id    text not null,
  job_id        text not null,
  delivery      text,
  provider      text,
  routing_key   text not null,
  headers       text not null,
  body          blob not null
);

create index dead_letter_by_application on dead_letter (application, failed_at);
create index dead_letter_by_delivery on dead_letter (delivery);
