SELECT
  to_date(:run_start) AS day,
  v.part_key,
  coalesce(p.name, 'unknown') AS product,
  coalesce(p.brand, 'unknown') AS brand,
  count(*) AS views,
  count(DISTINCT v.visitor_id) AS visitors
FROM views AS v
LEFT JOIN parts AS p ON p.part_key = v.part_key
WHERE v.part_key IS NOT NULL
GROUP BY v.part_key, coalesce(p.name, 'unknown'), coalesce(p.brand, 'unknown')
