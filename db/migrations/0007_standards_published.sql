CREATE TABLE "standard_check" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"moment" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"rule_version_id" uuid NOT NULL,
	"result_hash" text NOT NULL,
	"passes" boolean NOT NULL,
	"fails" text[] NOT NULL,
	"booking_id" uuid,
	"shift_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "standard_check_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "standard_check_moment" CHECK (moment IN ('certification', 'match', 'shift_start', 'boarding', 'audit', 'rule_change')),
	CONSTRAINT "standard_check_subject_known" CHECK (subject IN ('operator', 'vehicle', 'crew', 'staffing'))
);
--> statement-breakpoint
ALTER TABLE "standard_check" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "standard_result" (
	"region_id" text NOT NULL,
	"hash" text NOT NULL,
	"evaluation" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "standard_result_region_id_hash_pk" PRIMARY KEY("region_id","hash")
);
--> statement-breakpoint
ALTER TABLE "standard_result" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "rule_version" ADD COLUMN "based_on" uuid;--> statement-breakpoint
ALTER TABLE "rule_version" ADD COLUMN "drafted_by" uuid;--> statement-breakpoint
ALTER TABLE "rule_version" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "rule_version" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "rule_version" ADD COLUMN "announced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "standard_check" ADD CONSTRAINT "standard_check_result" FOREIGN KEY ("region_id","result_hash") REFERENCES "public"."standard_result"("region_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "standard_check_subject" ON "standard_check" USING btree ("region_id","subject_id","at");--> statement-breakpoint
CREATE INDEX "standard_check_booking" ON "standard_check" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_version_draft" ON "rule_version" USING btree ("region_id","kind","code") WHERE status = 'draft';--> statement-breakpoint
CREATE POLICY "standard_check_write" ON "standard_check" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "standard_check_read" ON "standard_check" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "standard_result_write" ON "standard_result" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "standard_result_read" ON "standard_result" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));