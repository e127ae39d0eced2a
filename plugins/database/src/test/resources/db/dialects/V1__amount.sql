create table amount (amount integer not null);
