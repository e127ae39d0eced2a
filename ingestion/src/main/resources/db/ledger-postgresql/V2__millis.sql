-- A message may wait for longer than an integer of 32 bits has milliseconds (24 days).
alter table event
  alter column waited_millis type bigint,
  alter column worked_millis type bigint,
  alter column delay_millis type bigint;
