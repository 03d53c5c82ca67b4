SELECT
  session_id,
  visitor_id,
  :run_start AS hour_start,
  min(viewed_at) AS first_view,
  max(viewed_at) AS last_view,
  count(*) AS views,
  count_if(page_type = 'product') AS product_views,
  count_if(page_type = 'confirmation') AS checkouts,
  max(context.country) AS country
FROM views
GROUP BY session_id, visitor_id
