SELECT
  to_date(:run_start) AS week_start,
  coalesce(c.segment, 'unknown') AS segment,
  coalesce(c.region, 'unknown') AS region,
  count(DISTINCT l.order_key) AS orders,
  count(DISTINCT l.customer_key) AS customers,
  sum(l.net_amount) AS net_amount
FROM order_lines AS l
LEFT JOIN customers AS c ON c.customer_key = l.customer_key
GROUP BY coalesce(c.segment, 'unknown'), coalesce(c.region, 'unknown')
