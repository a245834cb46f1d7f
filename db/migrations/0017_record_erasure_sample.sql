CREATE TABLE "audit_sample" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"rule" text NOT NULL,
	"seed" text NOT NULL,
	"wanted" integer NOT NULL,
	"weights" jsonb NOT NULL,
	"risks" jsonb NOT NULL,
	"population" integer NOT NULL,
	"population_hash" text NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL,
	"drawn_by" text NOT NULL,
	CONSTRAINT "audit_sample_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "audit_sample_days" CHECK (until_day >= from_day),
	CONSTRAINT "audit_sample_wanted" CHECK (wanted > 0)
);
--> statement-breakpoint
ALTER TABLE "audit_sample" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_sample_trip" (
	"region_id" text NOT NULL,
	"sample_id" uuid NOT NULL,
	"trip_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"lots" integer NOT NULL,
	"drawn" text NOT NULL,
	"outcome" text,
	"note" text,
	"inspected_at" timestamp with time zone,
	"inspected_by" text,
	CONSTRAINT "audit_sample_trip_region_id_sample_id_trip_id_pk" PRIMARY KEY("region_id","sample_id","trip_id"),
	CONSTRAINT "audit_sample_outcome" CHECK (outcome IN ('in_order', 'defect', 'violation')),
	CONSTRAINT "audit_sample_inspected" CHECK ((outcome is null) = (inspected_at is null) and (outcome is null) = (inspected_by is null))
);
--> statement-breakpoint
ALTER TABLE "audit_sample_trip" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "decision_input" ALTER COLUMN "content" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "decision_part" ALTER COLUMN "content" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "decision_part" ADD COLUMN "booking_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL;--> statement-breakpoint
-- Parts that were kept before say within whose trips stand on them. Policies hold for an owner, too.
SELECT app_scope(coalesce((SELECT string_agg(id, ',') FROM region), ''), '', 'migration', 'system', '');--> statement-breakpoint
UPDATE decision_part SET booking_ids = ARRAY(
  SELECT (r ->> 'id')::uuid FROM jsonb_array_elements(content::jsonb -> 'requests') AS r WHERE r ->> 'id' ~ '^[0-9a-f-]{36}$'
);--> statement-breakpoint
ALTER TABLE "audit_sample_trip" ADD CONSTRAINT "audit_sample_trip_sample" FOREIGN KEY ("region_id","sample_id") REFERENCES "public"."audit_sample"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_sample_trip" ADD CONSTRAINT "audit_sample_trip_trip" FOREIGN KEY ("region_id","trip_id") REFERENCES "public"."trip"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_sample_trip" ADD CONSTRAINT "audit_sample_trip_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_sample_newest" ON "audit_sample" USING btree ("region_id","drawn_at");--> statement-breakpoint
CREATE INDEX "audit_sample_trip_by_trip" ON "audit_sample_trip" USING btree ("region_id","trip_id");--> statement-breakpoint
CREATE INDEX "audit_by_booking_noun" ON "audit" USING btree ("region_id","noun_id") WHERE noun = 'booking' and booking_id is null;--> statement-breakpoint
CREATE INDEX "decision_part_when" ON "decision_part" USING btree ("region_id","created_at");--> statement-breakpoint
CREATE POLICY "decision_erase" ON "decision" AS RESTRICTIVE FOR UPDATE TO public USING (current_setting('app.role', true) = 'system') WITH CHECK (current_setting('app.role', true) = 'system' AND basis ->> 'erased' = 'true');--> statement-breakpoint
CREATE POLICY "decision_input_erase" ON "decision_input" AS RESTRICTIVE FOR UPDATE TO public USING (current_setting('app.role', true) = 'system') WITH CHECK (current_setting('app.role', true) = 'system' AND content IS NULL);--> statement-breakpoint
CREATE POLICY "decision_part_erase" ON "decision_part" AS RESTRICTIVE FOR UPDATE TO public USING (current_setting('app.role', true) = 'system') WITH CHECK (current_setting('app.role', true) = 'system' AND content IS NULL);--> statement-breakpoint
CREATE POLICY "audit_sample_fence" ON "audit_sample" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "audit_sample_trip_fence" ON "audit_sample_trip" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));