-- Inner join: energy without a site is not a site's; telemetry_hourly still has it.
SELECT
  to_date(:run_start) AS day,
  s.site_id,
  s.name AS site,
  s.country,
  count(DISTINCT h.device_id) AS devices,
  count(*) AS hours,
  sum(h.energy_wh) AS energy_wh
FROM hours AS h
JOIN sites AS s ON s.site_id = h.site_id
GROUP BY s.site_id, s.name, s.country
