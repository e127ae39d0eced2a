-- When each third party may be called next: see dev.tributary.thirdparty.Slots.
create table slot (
  party text primary key,
  next_at bigint not null     -- microseconds since 1970, by the database's clock
);

-- What third parties answered: see dev.tributary.thirdparty.KeptAnswers.
create table answer (
  party text not null,
  uri text not null,
  status integer not null,
  content_type text,
  etag text,
  last_modified text,
  body blob not null,
  kept_at text not null,
  fresh_until text not null,
  primary key (party, uri)
);

create index answer_kept_at on answer (kept_at);

-- What steps of callbacks came to: see dev.tributary.thirdparty.Steps.
create table step (
  application text not null,
  message_id text not null,
  content text not null,      -- SHA-256 of what the application could see of the message
  name text not null,
  result text not null,
  kept_at text not null,
  primary key (application, message_id, content, name)
);

create index step_kept_at on step (kept_at);
