CREATE TABLE "break_glass" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"org_id" uuid,
	"purpose" text NOT NULL,
	"reason_sealed" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"reads" integer DEFAULT 0 NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "break_glass_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "break_glass_purpose" CHECK (purpose IN ('patient_safety', 'complaint', 'adverse_event', 'investigation', 'lost_property', 'legal_request')),
	CONSTRAINT "break_glass_span" CHECK (until > opened_at)
);
--> statement-breakpoint
ALTER TABLE "break_glass" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "erasure_request" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"requested_by" text NOT NULL,
	"status" text DEFAULT 'requested' NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	"reason" text,
	"outcome" jsonb,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "erasure_request_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "erasure_request_status" CHECK (status IN ('requested', 'done', 'refused')),
	CONSTRAINT "erasure_request_decided" CHECK ((status = 'requested') = (decided_at is null))
);
--> statement-breakpoint
ALTER TABLE "erasure_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "retention_run" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"settings_version_id" uuid,
	"cut_off" timestamp with time zone NOT NULL,
	"removed" integer NOT NULL,
	CONSTRAINT "retention_run_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "retention_run_kind" CHECK (kind IN ('drafts', 'codes', 'sessions', 'tracks', 'messages', 'callbacks', 'scans', 'care', 'orders')),
	CONSTRAINT "retention_run_removed" CHECK (removed > 0)
);
--> statement-breakpoint
ALTER TABLE "retention_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "personal_erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "break_glass_by_booking" ON "break_glass" USING btree ("region_id","booking_id","opened_at");--> statement-breakpoint
CREATE INDEX "break_glass_newest" ON "break_glass" USING btree ("region_id","opened_at");--> statement-breakpoint
CREATE INDEX "break_glass_by_person" ON "break_glass" USING btree ("region_id","account_id","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "break_glass_open_key" ON "break_glass" USING btree ("region_id","booking_id","account_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "erasure_request_queue" ON "erasure_request" USING btree ("region_id","status","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_request_open_key" ON "erasure_request" USING btree ("region_id","booking_id") WHERE status = 'requested';--> statement-breakpoint
CREATE INDEX "retention_run_newest" ON "retention_run" USING btree ("region_id","at");--> statement-breakpoint
CREATE POLICY "handover_change" ON "handover" AS RESTRICTIVE FOR UPDATE TO public USING (current_setting('app.role', true) = 'system') WITH CHECK (current_setting('app.role', true) = 'system');--> statement-breakpoint
CREATE POLICY "break_glass_fence" ON "break_glass" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "erasure_request_fence" ON "erasure_request" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "retention_run_fence" ON "retention_run" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));