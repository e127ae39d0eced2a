-- Nothing to do: an integer has 64 bits here.
select 1;
