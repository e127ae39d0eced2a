-- What a message led to is found by its id; the bodies of messages, each once.
create index event_by_input on event (input_id);

alter table event add column body text;      -- SHA-256 of it, if bodies are recorded

create table event_body (
  sha256   text not null primary key,
  content  blob not null,
  last_at  text not null                     -- of the latest event that refers to it
);

create index event_body_by_time on event_body (last_at);
