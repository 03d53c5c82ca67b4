SELECT
  t.device_id,
  d.model,
  count(*) AS readings,
  avg(t.temperature) AS mean_temperature,
  avg(t.temperature) - m.mean_temperature AS offset_to_model
FROM telemetry AS t
JOIN devices AS d ON d.device_id = t.device_id
JOIN models AS m ON m.model = d.model
GROUP BY t.device_id, d.model, m.mean_temperature
