CREATE TABLE "relief_claim" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"group_code" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"file_id" uuid,
	"agreed_at" timestamp with time zone NOT NULL,
	"claimed_by" text NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"checked_by" text,
	"checked_at" timestamp with time zone,
	"reason" text,
	"forgotten_at" timestamp with time zone,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "relief_claim_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "relief_claim_status" CHECK (status IN ('open', 'accepted', 'refused', 'withdrawn')),
	CONSTRAINT "relief_claim_group" CHECK (group_code IN ('three_withouts', 'poverty', 'minimum_living'))
);
--> statement-breakpoint
ALTER TABLE "relief_claim" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "retention_run" DROP CONSTRAINT "retention_run_kind";--> statement-breakpoint
ALTER TABLE "quote" ADD COLUMN "ceiling_fen" integer;--> statement-breakpoint
ALTER TABLE "quote" ADD COLUMN "ceiling_rule" text;--> statement-breakpoint
ALTER TABLE "quote" ADD COLUMN "relief" jsonb;--> statement-breakpoint
ALTER TABLE "relief_claim" ADD CONSTRAINT "relief_claim_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "relief_claim_live" ON "relief_claim" USING btree ("region_id","booking_id") WHERE status in ('open', 'accepted');--> statement-breakpoint
CREATE INDEX "relief_claim_by_booking" ON "relief_claim" USING btree ("region_id","booking_id","claimed_at");--> statement-breakpoint
CREATE INDEX "relief_claim_queue" ON "relief_claim" USING btree ("region_id","status","claimed_at");--> statement-breakpoint
ALTER TABLE "quote" ADD CONSTRAINT "quote_ceiling" CHECK (ceiling_fen is null or total_fen <= ceiling_fen);--> statement-breakpoint
ALTER TABLE "retention_run" ADD CONSTRAINT "retention_run_kind" CHECK (kind IN ('drafts', 'codes', 'sessions', 'tracks', 'messages', 'callbacks', 'scans', 'patients', 'relief', 'care', 'orders'));--> statement-breakpoint
CREATE POLICY "relief_claim_fence" ON "relief_claim" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));