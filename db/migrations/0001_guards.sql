-- What the generated migration cannot say: who acts, what may not overlap, what cannot be changed.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
-- The one place that tells the database who acts. SET LOCAL, not set_config(): the latter does not travel to shards.
CREATE FUNCTION app_scope(p_regions text, p_org text, p_actor text, p_role text, p_guest text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SET LOCAL app.regions = %L', p_regions);
  EXECUTE format('SET LOCAL app.org = %L', p_org);
  EXECUTE format('SET LOCAL app.actor = %L', p_actor);
  EXECUTE format('SET LOCAL app.role = %L', p_role);
  EXECUTE format('SET LOCAL app.guest = %L', p_guest);
END
$$;
--> statement-breakpoint
-- Nothing is booked twice: a berth of a vehicle, a crew member, a vehicle's shifts.
ALTER TABLE "claim" ADD CONSTRAINT "claim_no_overlap"
  EXCLUDE USING gist (region_id WITH =, vehicle_id WITH =, berth WITH =, during WITH &&);
--> statement-breakpoint
ALTER TABLE "crew_claim" ADD CONSTRAINT "crew_claim_no_overlap"
  EXCLUDE USING gist (region_id WITH =, crew_id WITH =, during WITH &&);
--> statement-breakpoint
ALTER TABLE "shift" ADD CONSTRAINT "shift_no_overlap"
  EXCLUDE USING gist (region_id WITH =, vehicle_id WITH =, during WITH &&) WHERE (status = 'planned');
--> statement-breakpoint
COMMENT ON TABLE "plate_directory" IS 'placement: shared';
