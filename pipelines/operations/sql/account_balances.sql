SELECT
  i.account_id,
  i.currency,
  count(*) AS invoices,
  sum(i.amount) AS invoiced,
  sum(coalesce(p.paid, 0)) AS paid,
  count_if(coalesce(p.paid, 0) < i.amount) AS open_invoices,
  min(CASE WHEN coalesce(p.paid, 0) < i.amount THEN i.due_date END) AS oldest_due
FROM invoices AS i
LEFT JOIN paid_by_invoice AS p ON p.invoice_id = i.invoice_id
WHERE NOT i.cancelled
GROUP BY i.account_id, i.currency
