-- Whose identifier is carried by whom, page by page in order: a word like "N/A" is carried by everybody.
create index product_identifier_key_own on product_identifier (key, own_key);
drop index product_identifier_key;

-- Whether a package has a part without an end, without counting its parts.
create index delivery_open_part on delivery (parent) where state is null;

-- What came to a path last.
create index delivery_path on delivery (path, number, part);
