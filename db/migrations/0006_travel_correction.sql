CREATE TABLE "travel_correction" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"learnt_on" date NOT NULL,
	"base" text NOT NULL,
	"legs" integer NOT NULL,
	"legs_left_out" integer NOT NULL,
	"learnt_from" timestamp with time zone NOT NULL,
	"learnt_until" timestamp with time zone NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "travel_correction_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "travel_correction_source" CHECK (source IN ('estimate', 'osrm'))
);
--> statement-breakpoint
ALTER TABLE "travel_correction" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "travel_day" (
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"estimate_id" uuid,
	"osrm_id" uuid,
	"late" jsonb NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "travel_day_region_id_day_pk" PRIMARY KEY("region_id","day")
);
--> statement-breakpoint
ALTER TABLE "travel_day" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "travel_day" ADD CONSTRAINT "travel_day_estimate" FOREIGN KEY ("region_id","estimate_id") REFERENCES "public"."travel_correction"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "travel_day" ADD CONSTRAINT "travel_day_osrm" FOREIGN KEY ("region_id","osrm_id") REFERENCES "public"."travel_correction"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "travel_correction_day_key" ON "travel_correction" USING btree ("region_id","source","learnt_on");--> statement-breakpoint
CREATE INDEX "travel_correction_newest" ON "travel_correction" USING btree ("region_id","source","created_at");--> statement-breakpoint
CREATE POLICY "travel_correction_read" ON "travel_correction" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "travel_correction_write" ON "travel_correction" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "travel_correction_change" ON "travel_correction" AS PERMISSIVE FOR UPDATE TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "travel_day_read" ON "travel_day" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "travel_day_write" ON "travel_day" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "travel_day_change" ON "travel_day" AS PERMISSIVE FOR UPDATE TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));