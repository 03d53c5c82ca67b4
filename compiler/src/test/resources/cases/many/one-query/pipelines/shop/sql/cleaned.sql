-- Cleans the orders of one day.
SELECT order_id,
       lower(mail) AS email,
       CAST(amount AS INT) AS amount,
       current_timestamp() AS ordered_at
FROM files
WHERE order_id <> :skipped
ORDER BY order_id
