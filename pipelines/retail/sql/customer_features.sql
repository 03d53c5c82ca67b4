SELECT
  customer_key,
  :run_end AS as_of,
  count(DISTINCT order_key) AS orders,
  max(order_date) AS last_order,
  count_if(return_flag = 'R') AS returned_lines,
  sum(net_amount) AS net_amount
FROM order_lines
WHERE order_date < date(:run_end)
GROUP BY customer_key
