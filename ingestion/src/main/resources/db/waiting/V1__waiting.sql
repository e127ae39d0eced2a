-- Messages that wait for files (state WAITING), as they would be worked on again:
-- dev.tributary.ingestion.catalogue.WaitingMessages. A row of a delivery that waits no more means nothing.
create table waiting_message (
  delivery text not null primary key references delivery (id),
  kind text not null,
  content text not null,      -- SHA-256 of the message, also where it came in an archive
  bytes bigint not null,
  files text                  -- SHA-256 of the listing of the files that have come
);

create index waiting_message_content on waiting_message (content);

-- From now on what ends as it is registered is told, too; what ended before is not told now.
update delivery set sent_at = received_at where sent_at is null and state is not null;
