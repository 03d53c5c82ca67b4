SELECT
  to_date(:run_start) AS week_start,
  d.device_id,
  d.model,
  coalesce(s.hours_seen, 0) AS hours_seen,
  s.battery_min,
  coalesce(a.alarms, 0) AS alarms,
  coalesce(a.critical_alarms, 0) AS critical_alarms,
  coalesce(c.tickets, 0) AS tickets,
  coalesce(s.hours_seen, 0) < 100 OR coalesce(s.battery_min, 100) < 15 OR coalesce(a.critical_alarms, 0) > 0 AS needs_visit
FROM devices AS d
LEFT JOIN seen AS s ON s.device_id = d.device_id
LEFT JOIN alarmed AS a ON a.device_id = d.device_id
LEFT JOIN complained AS c ON c.device_id = d.device_id
WHERE NOT d.retired
