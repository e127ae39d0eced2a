-- Lists of deliveries by state and provider, the newest first, and figures by provider, without reading all of them.
create index delivery_state on delivery (state, number);
create index delivery_provider on delivery (provider, state, number);
