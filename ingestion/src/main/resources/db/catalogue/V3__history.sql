-- What others are told of a change, so that it can be told again.
alter table history add column provider text not null default '';
alter table history add column content_type text not null default 'MusicRelease';
alter table history add column mapping text not null default '';

update history set
  provider = coalesce((select d.provider from delivery d where d.id = history.delivery), ''),
  content_type = coalesce(
    (select p.content_type from product p where p.key = history.product_key), 'MusicRelease');
