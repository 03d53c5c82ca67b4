SELECT
  to_date(:run_start) AS month_start,
  supplier_key,
  supplier_version,
  supplier,
  nation,
  count(*) AS lines,
  count_if(is_late) AS late_lines,
  count_if(return_flag = 'R') AS returned_lines,
  try_cast(try_divide(count_if(is_late), count(*)) AS DECIMAL(5, 4)) AS late_share,
  sum(net_amount) AS net_amount
FROM with_supplier
GROUP BY supplier_key, supplier_version, supplier, nation
