CREATE TABLE "site_inspection" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"certification_id" uuid NOT NULL,
	"inspected_on" date NOT NULL,
	"outcome" text NOT NULL,
	"findings" text NOT NULL,
	"remedy_by" date,
	"file_ids" uuid[] NOT NULL,
	"inspected_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "site_inspection_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "site_inspection_outcome" CHECK (outcome IN ('passed', 'remedy', 'failed')),
	CONSTRAINT "site_inspection_remedy_day" CHECK ((outcome = 'remedy') = (remedy_by is not null))
);
--> statement-breakpoint
ALTER TABLE "site_inspection" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "site_inspection" ADD CONSTRAINT "site_inspection_certification" FOREIGN KEY ("region_id","certification_id") REFERENCES "public"."certification"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "site_inspection_of" ON "site_inspection" USING btree ("region_id","certification_id","created_at");--> statement-breakpoint
CREATE POLICY "site_inspection_fence" ON "site_inspection" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));