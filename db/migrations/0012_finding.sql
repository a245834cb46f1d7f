CREATE TABLE "detection_run" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"day" date NOT NULL,
	"trips" integer NOT NULL,
	"found" jsonb NOT NULL,
	"rides" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	CONSTRAINT "detection_run_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "detection_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "finding" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"org_id" uuid,
	"vehicle_id" uuid,
	"trip_id" uuid,
	"booking_id" uuid,
	"happened_at" timestamp with time zone NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"settings_version_id" uuid,
	"evidence" jsonb NOT NULL,
	"reason" text,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	CONSTRAINT "finding_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "finding_kind" CHECK (kind IN ('ghost_trip', 'impossible_movement', 'overlapping_crew', 'price_outlier', 'repeated_extra', 'off_platform', 'unknown_vehicle')),
	CONSTRAINT "finding_status" CHECK (status IN ('open', 'confirmed', 'dismissed')),
	CONSTRAINT "finding_decided_whole" CHECK ((status = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null) and (decided_at is null) = (reason is null))
);
--> statement-breakpoint
ALTER TABLE "finding" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "detection_run_day_key" ON "detection_run" USING btree ("region_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "finding_key" ON "finding" USING btree ("region_id","kind","key");--> statement-breakpoint
CREATE INDEX "finding_newest" ON "finding" USING btree ("region_id","happened_at");--> statement-breakpoint
CREATE INDEX "finding_queue" ON "finding" USING btree ("region_id","status","kind","happened_at");--> statement-breakpoint
CREATE POLICY "detection_run_fence" ON "detection_run" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "finding_fence" ON "finding" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));