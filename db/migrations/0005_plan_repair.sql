CREATE TABLE "plan_repair" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"out_until" timestamp with time zone,
	"status" text DEFAULT 'asked' NOT NULL,
	"preview" jsonb,
	"chosen" text,
	"asked_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "plan_repair_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "plan_repair_reason" CHECK (reason IN ('vehicle_out', 'crew_sick')),
	CONSTRAINT "plan_repair_status" CHECK (status IN ('asked', 'ready', 'accepted', 'left', 'stale', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "plan_repair" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "plan_repair" ADD CONSTRAINT "plan_repair_shift" FOREIGN KEY ("region_id","shift_id") REFERENCES "public"."shift"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_repair_by_shift" ON "plan_repair" USING btree ("region_id","shift_id","created_at");--> statement-breakpoint
CREATE POLICY "plan_repair_fence" ON "plan_repair" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));