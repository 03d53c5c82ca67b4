SELECT
  order_key,
  customer_key,
  status,
  total_price,
  order_date,
  try_cast(substring(priority, 1, 1) AS INT) AS priority_rank,
  clerk,
  nullif(trim(comment), '') AS comment
FROM files
