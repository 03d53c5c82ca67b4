SELECT
  day,
  year(day) AS year,
  quarter(day) AS quarter,
  month(day) AS month,
  weekofyear(day) AS week,
  weekday(day) + 1 AS weekday,
  open AS is_open,
  holiday
FROM files
