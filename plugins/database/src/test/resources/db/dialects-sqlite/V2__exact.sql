insert into amount (amount) values (2);
