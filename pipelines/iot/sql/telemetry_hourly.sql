SELECT
  :run_start AS hour_start,
  t.device_id,
  d.site_id,
  count(*) AS readings,
  min(t.temperature) AS temperature_min,
  max(t.temperature) AS temperature_max,
  avg(t.temperature) AS temperature_mean,
  avg(t.power) AS energy_wh,
  min(t.battery) AS battery_min
FROM telemetry AS t
LEFT JOIN devices AS d ON d.device_id = t.device_id
GROUP BY t.device_id, d.site_id
