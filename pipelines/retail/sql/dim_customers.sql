-- Left joins: a customer of an unknown nation still counts in every report.
SELECT
  c.customer_key,
  c.segment,
  coalesce(n.name, 'unknown') AS nation,
  coalesce(r.name, 'unknown') AS region,
  c.phone,
  c.account_balance < 0 AS in_debt
FROM customers AS c
LEFT JOIN nations AS n ON n.nation_key = c.nation_key
LEFT JOIN regions AS r ON r.region_key = n.region_key
