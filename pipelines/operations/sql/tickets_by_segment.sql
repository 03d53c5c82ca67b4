-- Phone numbers are tokens on both sides, made with the same secret.
SELECT
  coalesce(s.segment, 'unknown') AS segment,
  t.priority,
  count(*) AS tickets,
  count_if(t.closed_at IS NULL) AS open_tickets,
  count(DISTINCT t.contact_id) AS contacts,
  try_cast(avg(try_cast(timestampdiff(HOUR, t.opened_at, t.closed_at) AS DECIMAL(20, 0))) AS DECIMAL(12, 2)) AS hours_to_close
FROM tickets AS t
LEFT JOIN contacts AS c ON c.contact_id = t.contact_id
LEFT JOIN segments AS s ON s.phone = c.phone
GROUP BY coalesce(s.segment, 'unknown'), t.priority
