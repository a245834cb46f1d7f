-- Hours were kept as one number per person before single courses were: each becomes that year's opening row, and counts as it did.
SELECT app_scope(coalesce((SELECT string_agg(id, ',') FROM region), ''), '', 'migration', 'system', '');
--> statement-breakpoint
INSERT INTO crew_training (region_id, id, org_id, crew_id, kind, course, provider, held_on, hours, credits, status, created_at)
SELECT m.region_id, gen_random_uuid(), m.org_id, m.id, 'opening', '单项登记前的培训学时', '—',
  make_date(coalesce(m.training_year, extract(year FROM now())::int), 1, 1), m.training_hours, 0, 'confirmed', now()
FROM crew_member m WHERE m.training_hours > 0;
