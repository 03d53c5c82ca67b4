-- Left joins: a supplier of an unknown nation still counts in every report.
SELECT
  s.supplier_key,
  s.name,
  coalesce(n.name, 'unknown') AS nation,
  coalesce(r.name, 'unknown') AS region
FROM suppliers AS s
LEFT JOIN nations AS n ON n.nation_key = s.nation_key
LEFT JOIN regions AS r ON r.region_key = n.region_key
