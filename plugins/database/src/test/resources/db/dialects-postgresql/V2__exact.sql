alter table amount alter column amount type numeric;
insert into amount (amount) values (2.5);
