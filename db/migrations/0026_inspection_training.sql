CREATE TABLE "vehicle_defect" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"inspection_id" uuid NOT NULL,
	"item" text NOT NULL,
	"title_zh" text NOT NULL,
	"title_en" text NOT NULL,
	"note" text NOT NULL,
	"file_ids" uuid[] NOT NULL,
	"blocks" boolean NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"repair" text,
	"repaired_by" text,
	"repair_file_id" uuid,
	"signed_by" uuid,
	"signed_at" timestamp with time zone,
	CONSTRAINT "vehicle_defect_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "vehicle_defect_status" CHECK (status IN ('open', 'repaired')),
	CONSTRAINT "vehicle_defect_signed" CHECK ((status = 'repaired') = (repair is not null AND repaired_by is not null AND repair_file_id is not null AND signed_at is not null))
);
--> statement-breakpoint
ALTER TABLE "vehicle_defect" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "vehicle_inspection" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"rule_version_id" uuid NOT NULL,
	"rule_id" text NOT NULL,
	"answers" jsonb NOT NULL,
	"odometer_km" integer NOT NULL,
	"filled_by" uuid NOT NULL,
	"inspected_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "vehicle_inspection_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "vehicle_inspection" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crew_training" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"crew_id" uuid NOT NULL,
	"kind" text DEFAULT 'course' NOT NULL,
	"course" text NOT NULL,
	"provider" text NOT NULL,
	"held_on" date NOT NULL,
	"hours" double precision NOT NULL,
	"credits" double precision NOT NULL,
	"file_id" uuid,
	"status" text DEFAULT 'entered' NOT NULL,
	"reason" text,
	"entered_by" uuid,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "crew_training_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "crew_training_kind" CHECK (kind IN ('course', 'opening')),
	CONSTRAINT "crew_training_status" CHECK (status IN ('entered', 'confirmed', 'refused')),
	CONSTRAINT "crew_training_amounts" CHECK (hours >= 0 AND credits >= 0),
	CONSTRAINT "crew_training_certificate" CHECK (kind = 'opening' OR file_id is not null),
	CONSTRAINT "crew_training_refused_why" CHECK ((status = 'refused') = (reason is not null))
);
--> statement-breakpoint
ALTER TABLE "crew_training" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "standard_check" DROP CONSTRAINT "standard_check_subject_known";--> statement-breakpoint
ALTER TABLE "vehicle_defect" ADD CONSTRAINT "vehicle_defect_vehicle" FOREIGN KEY ("region_id","vehicle_id") REFERENCES "public"."vehicle"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_defect" ADD CONSTRAINT "vehicle_defect_inspection" FOREIGN KEY ("region_id","inspection_id") REFERENCES "public"."vehicle_inspection"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_inspection" ADD CONSTRAINT "vehicle_inspection_shift" FOREIGN KEY ("region_id","shift_id") REFERENCES "public"."shift"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_inspection" ADD CONSTRAINT "vehicle_inspection_vehicle" FOREIGN KEY ("region_id","vehicle_id") REFERENCES "public"."vehicle"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_training" ADD CONSTRAINT "crew_training_crew" FOREIGN KEY ("region_id","crew_id") REFERENCES "public"."crew_member"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "vehicle_defect_open" ON "vehicle_defect" USING btree ("region_id","vehicle_id","item") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "vehicle_defect_by_org" ON "vehicle_defect" USING btree ("region_id","org_id","status");--> statement-breakpoint
CREATE INDEX "vehicle_defect_by_vehicle" ON "vehicle_defect" USING btree ("region_id","vehicle_id","opened_at");--> statement-breakpoint
CREATE INDEX "vehicle_inspection_by_shift" ON "vehicle_inspection" USING btree ("region_id","shift_id","inspected_at");--> statement-breakpoint
CREATE INDEX "vehicle_inspection_by_vehicle" ON "vehicle_inspection" USING btree ("region_id","vehicle_id","inspected_at");--> statement-breakpoint
CREATE INDEX "crew_training_by_crew" ON "crew_training" USING btree ("region_id","crew_id","held_on");--> statement-breakpoint
CREATE INDEX "crew_training_by_status" ON "crew_training" USING btree ("region_id","status","created_at");--> statement-breakpoint
ALTER TABLE "standard_check" ADD CONSTRAINT "standard_check_subject_known" CHECK (subject IN ('operator', 'vehicle', 'crew', 'staffing', 'shift'));--> statement-breakpoint
CREATE POLICY "vehicle_defect_fence" ON "vehicle_defect" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "vehicle_inspection_fence" ON "vehicle_inspection" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "crew_training_fence" ON "crew_training" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));