-- What was worked on, and what came of it: see dev.tributary.database.Effects.
create table effect (
  application text not null,
  message_id text not null,
  content text not null,      -- SHA-256 of what the application could see of the message
  results blob not null,      -- the messages it returned
  applied_at text not null,
  primary key (application, message_id, content)
);

create index effect_applied_at on effect (applied_at);
