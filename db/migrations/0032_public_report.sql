CREATE TABLE "public_report" (
	"region_id" text NOT NULL,
	"month" text NOT NULL,
	"edition" integer NOT NULL,
	"content" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "public_report_region_id_month_edition_pk" PRIMARY KEY("region_id","month","edition"),
	CONSTRAINT "public_report_month" CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
	CONSTRAINT "public_report_edition" CHECK (edition > 0)
);
--> statement-breakpoint
ALTER TABLE "public_report" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "public_report_read" ON "public_report" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "public_report_write" ON "public_report" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = 'system');