SELECT
  l.customer_key,
  coalesce(c.segment, 'unknown') AS segment,
  coalesce(c.region, 'unknown') AS region,
  min(l.order_date) AS first_order,
  max(l.order_date) AS last_order,
  count(DISTINCT l.order_key) AS orders,
  count_if(l.return_flag = 'R') AS returned_lines,
  sum(l.net_amount) AS net_amount
FROM order_lines AS l
LEFT JOIN customers AS c ON c.customer_key = l.customer_key
GROUP BY l.customer_key, coalesce(c.segment, 'unknown'), coalesce(c.region, 'unknown')
