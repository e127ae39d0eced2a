-- What products score: see dev.tributary.ingestion.score.Scores.
create table score (
  product_key text not null primary key,
  number integer not null,            -- counts up whenever the product is scored otherwise
  provider text not null,
  content_type text not null,
  score double precision not null,
  lower_bound double precision not null,
  upper_bound double precision not null,
  scorer text not null,               -- the version of what scored it
  attributes text not null,           -- what it was judged by
  at text not null
);

create index score_worst on score (score, product_key);

-- What they scored over time: a line for each other score, and for each other version of the scorer.
create table score_history (
  product_key text not null,
  number integer not null,
  provider text not null,
  content_type text not null,
  score double precision not null,
  scorer text not null,
  at text not null,
  primary key (product_key, number)
);

create index score_history_at on score_history (at);
