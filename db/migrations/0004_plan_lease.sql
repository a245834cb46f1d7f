CREATE TABLE "plan_lease" (
	"region_id" text NOT NULL,
	"holder" text NOT NULL,
	"scope" text NOT NULL,
	"term" integer NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"rest_until" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_lease_region_id_pk" PRIMARY KEY("region_id")
);
--> statement-breakpoint
ALTER TABLE "plan_lease" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_run" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"day" date NOT NULL,
	"outcome" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"shifts_changed" integer NOT NULL,
	"shifts_set_aside" integer NOT NULL,
	"findings" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_run_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "plan_run_kind" CHECK (kind IN ('improve', 'night')),
	CONSTRAINT "plan_run_outcome" CHECK (outcome IN ('committed', 'no_gain', 'refused'))
);
--> statement-breakpoint
ALTER TABLE "plan_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "plan_run_recent" ON "plan_run" USING btree ("region_id","ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_run_night_key" ON "plan_run" USING btree ("region_id","day") WHERE kind = 'night';--> statement-breakpoint
CREATE POLICY "plan_lease_fence" ON "plan_lease" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "plan_run_fence" ON "plan_run" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));