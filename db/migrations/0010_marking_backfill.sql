-- Serials were issued before markings had generations: each is its vehicle's first. Policies hold for an owner, too.
SELECT app_scope(coalesce((SELECT string_agg(id, ',') FROM region), ''), '', 'migration', 'system', '');
--> statement-breakpoint
INSERT INTO marking (region_id, id, org_id, vehicle_id, serial, generation, reason, issued_at)
SELECT c.region_id, gen_random_uuid(), c.org_id, c.subject_id, c.serial, 1, 'first', coalesce(c.valid_from, c.applied_at)
FROM certification c WHERE c.subject = 'vehicle' AND c.serial IS NOT NULL;
