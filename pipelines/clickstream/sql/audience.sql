-- Inner join: who has not said yes is not in it.
SELECT
  to_date(:run_start) AS week_start,
  a.visitor_id,
  count(DISTINCT a.session_id) AS sessions,
  count(DISTINCT to_date(a.hour_start)) AS active_days,
  sum(a.views) AS views,
  sum(a.product_views) AS product_views,
  sum(a.checkouts) > 0 AS bought
FROM activity AS a
JOIN consents AS c ON c.visitor_id = a.visitor_id
WHERE c.analytics
GROUP BY a.visitor_id
