CREATE TABLE "rule_event" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"rule_version_id" uuid NOT NULL,
	"event" text NOT NULL,
	"account_id" uuid,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "rule_event_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "rule_event_known" CHECK (event IN ('drafted', 'announced', 'put_in_force', 'superseded', 'withdrawn', 'restored'))
);
--> statement-breakpoint
ALTER TABLE "rule_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "rule_event" ADD CONSTRAINT "rule_event_version" FOREIGN KEY ("region_id","rule_version_id") REFERENCES "public"."rule_version"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rule_event_by_version" ON "rule_event" USING btree ("region_id","rule_version_id","at");--> statement-breakpoint
CREATE POLICY "rule_event_write" ON "rule_event" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "rule_event_read" ON "rule_event" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));