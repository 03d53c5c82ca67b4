SELECT
  to_date(:run_start) AS month_start,
  l.supplier_key,
  coalesce(s.name, 'unknown') AS supplier,
  coalesce(s.nation, 'unknown') AS nation,
  count(*) AS lines,
  count_if(l.is_late) AS late_lines,
  count_if(l.return_flag = 'R') AS returned_lines,
  try_cast(try_divide(count_if(l.is_late), count(*)) AS DECIMAL(5, 4)) AS late_share,
  sum(l.net_amount) AS net_amount
FROM order_lines AS l
LEFT JOIN suppliers AS s ON s.supplier_key = l.supplier_key AND s.is_current
GROUP BY l.supplier_key, coalesce(s.name, 'unknown'), coalesce(s.nation, 'unknown')
