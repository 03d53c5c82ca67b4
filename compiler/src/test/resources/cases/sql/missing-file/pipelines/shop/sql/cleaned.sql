SELECT order_id, lower(email) AS email, amount, ordered_at
FROM files
