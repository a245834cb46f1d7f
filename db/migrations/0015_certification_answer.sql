ALTER TABLE "certification" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "crew_member" ADD COLUMN "training_year" integer;--> statement-breakpoint
-- Hours entered so far are this year's. Policies hold for an owner, too.
SELECT app_scope(coalesce((SELECT string_agg(id, ',') FROM region), ''), '', 'migration', 'system', '');
--> statement-breakpoint
UPDATE crew_member c SET training_year = extract(year FROM now() AT TIME ZONE r.time_zone)::int
FROM region r WHERE r.id = c.region_id;
