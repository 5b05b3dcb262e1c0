-- comment with the word with
with x as (
  select * from {{ ref('e2') }}
), y as (select * from {{ ref('e1') }})
select * from x, y
