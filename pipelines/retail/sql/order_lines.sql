-- Left join: a line without its order must not vanish. It has no order date, so the contract sends it to quarantine.
SELECT
  l.order_key,
  l.line_number,
  o.order_date,
  o.customer_key,
  l.part_key,
  l.supplier_key,
  l.quantity,
  l.extended_price AS gross_amount,
  l.discount,
  l.tax,
  try_cast(l.extended_price * (1 - l.discount) AS DECIMAL(16, 2)) AS net_amount,
  l.return_flag,
  l.line_status,
  l.ship_date,
  l.commit_date,
  l.receipt_date,
  l.receipt_date > l.commit_date AS is_late,
  l.ship_mode
FROM once AS l
LEFT JOIN orders AS o ON o.order_key = l.order_key
