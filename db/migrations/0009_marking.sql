CREATE TABLE "marking" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"serial" text NOT NULL,
	"generation" integer NOT NULL,
	"reason" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"issued_by" uuid,
	"token" text,
	"key_id" text,
	"superseded_at" timestamp with time zone,
	CONSTRAINT "marking_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "marking_reason" CHECK (reason IN ('first', 'recertified', 'damaged', 'lost', 'stolen', 'copied', 'changed')),
	CONSTRAINT "marking_signed_whole" CHECK ((token is null) = (key_id is null))
);
--> statement-breakpoint
ALTER TABLE "marking" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "marking_scan" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"scanned_at" timestamp with time zone NOT NULL,
	"mark" text NOT NULL,
	"way" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"serial" text,
	"generation" integer,
	"vehicle_id" uuid,
	"org_id" uuid,
	"booking_id" uuid,
	"trip_match" text,
	"browser_index" text NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"placed_at" timestamp with time zone,
	"copy_of" uuid,
	"copy_metres" integer,
	"copy_seconds" integer,
	CONSTRAINT "marking_scan_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "marking_scan_way" CHECK (way IN ('code', 'typed')),
	CONSTRAINT "marking_scan_outcome" CHECK (outcome IN ('right', 'unknown', 'bad_signature', 'old_generation', 'copied', 'expired', 'suspended', 'revoked', 'not_certified')),
	CONSTRAINT "marking_scan_trip" CHECK (trip_match IN ('right', 'wrong_vehicle', 'wrong_time', 'crew_not_certified', 'no_vehicle', 'over')),
	CONSTRAINT "marking_scan_place_whole" CHECK ((lat is null) = (lon is null))
);
--> statement-breakpoint
ALTER TABLE "marking_scan" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "paper" ADD COLUMN "seen" jsonb;--> statement-breakpoint
ALTER TABLE "paper" ADD COLUMN "refusal" text;--> statement-breakpoint
ALTER TABLE "marking" ADD CONSTRAINT "marking_vehicle" FOREIGN KEY ("region_id","vehicle_id") REFERENCES "public"."vehicle"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "marking_generation_key" ON "marking" USING btree ("region_id","serial","generation");--> statement-breakpoint
CREATE UNIQUE INDEX "marking_current_key" ON "marking" USING btree ("region_id","vehicle_id") WHERE superseded_at is null;--> statement-breakpoint
CREATE INDEX "marking_scan_at" ON "marking_scan" USING btree ("region_id","scanned_at");--> statement-breakpoint
CREATE INDEX "marking_scan_serial" ON "marking_scan" USING btree ("region_id","serial","scanned_at");--> statement-breakpoint
CREATE POLICY "marking_fence" ON "marking" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "marking_scan_fence" ON "marking_scan" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));