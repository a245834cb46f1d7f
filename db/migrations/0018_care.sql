CREATE TABLE "complaint_evidence" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"booking_id" uuid,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "complaint_evidence_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "complaint_evidence_kind" CHECK (kind IN ('trip', 'positions', 'scan', 'rating'))
);
--> statement-breakpoint
ALTER TABLE "complaint_evidence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rating" (
	"region_id" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"trip_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"score" integer NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "rating_region_id_booking_id_pk" PRIMARY KEY("region_id","booking_id"),
	CONSTRAINT "rating_score" CHECK (score BETWEEN 1 AND 5)
);
--> statement-breakpoint
ALTER TABLE "rating" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "adverse_entry" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"adverse_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"party" text,
	"told" integer,
	"text" text DEFAULT '' NOT NULL,
	"files" jsonb NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "adverse_entry_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "adverse_entry_kind" CHECK (kind IN ('reported', 'told', 'added', 'isolation', 'disinfected', 'overdue', 'closed')),
	CONSTRAINT "adverse_entry_party" CHECK (party IN ('operator', 'regulator', 'region_admin', 'insurer', 'booker', 'co_rider', 'crew'))
);
--> statement-breakpoint
ALTER TABLE "adverse_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "disinfection" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"adverse_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"method" text,
	"note" text,
	"files" jsonb NOT NULL,
	"by" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "disinfection_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "disinfection_subject" CHECK (subject IN ('vehicle', 'crew')),
	CONSTRAINT "disinfection_method" CHECK (method IN ('terminal', 'ultraviolet', 'hydrogen_peroxide', 'personal')),
	CONSTRAINT "disinfection_done_whole" CHECK ((done_at is null) = (method is null))
);
--> statement-breakpoint
ALTER TABLE "disinfection" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "source" text DEFAULT 'tracking' NOT NULL;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "locale" text DEFAULT 'zh-CN' NOT NULL;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "answered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "decide_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "alarm" text;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "alarm_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "blocked_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "blocked_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "adverse_event" ADD COLUMN "reporter" text DEFAULT 'crew' NOT NULL;--> statement-breakpoint
ALTER TABLE "adverse_event" ADD COLUMN "overdue_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "adverse_event" ADD COLUMN "isolated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "complaint_evidence" ADD CONSTRAINT "complaint_evidence_case" FOREIGN KEY ("region_id","complaint_id") REFERENCES "public"."complaint"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating" ADD CONSTRAINT "rating_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adverse_entry" ADD CONSTRAINT "adverse_entry_event" FOREIGN KEY ("region_id","adverse_id") REFERENCES "public"."adverse_event"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disinfection" ADD CONSTRAINT "disinfection_event" FOREIGN KEY ("region_id","adverse_id") REFERENCES "public"."adverse_event"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "complaint_evidence_key" ON "complaint_evidence" USING btree ("region_id","complaint_id","kind","sha256");--> statement-breakpoint
CREATE INDEX "rating_by_org" ON "rating" USING btree ("region_id","org_id","created_at");--> statement-breakpoint
CREATE INDEX "adverse_entry_by_event" ON "adverse_entry" USING btree ("region_id","adverse_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "disinfection_key" ON "disinfection" USING btree ("region_id","adverse_id","subject","subject_id");--> statement-breakpoint
CREATE INDEX "disinfection_open" ON "disinfection" USING btree ("region_id","subject_id") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "complaint_by_org" ON "complaint" USING btree ("region_id","org_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "complaint_rating_key" ON "complaint" USING btree ("region_id","booking_id") WHERE source = 'rating';--> statement-breakpoint
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_source" CHECK (source IN ('tracking', 'verify', 'ward', 'phone', 'regulator', 'rating'));--> statement-breakpoint
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_alarm" CHECK (alarm IN ('reminded', 'overdue', 'undecided'));--> statement-breakpoint
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_decision" CHECK (decision IN ('upheld', 'partly_upheld', 'not_upheld'));--> statement-breakpoint
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_blocked_whole" CHECK ((blocked_since is null) = (blocked_until is null));--> statement-breakpoint
ALTER TABLE "adverse_event" ADD CONSTRAINT "adverse_event_reporter" CHECK (reporter IN ('crew', 'operator', 'ward', 'family', 'regulator'));--> statement-breakpoint
CREATE POLICY "complaint_evidence_fence" ON "complaint_evidence" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "rating_fence" ON "rating" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "adverse_entry_fence" ON "adverse_entry" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "disinfection_fence" ON "disinfection" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
-- Until now a complaint without a booking came from the page that checks a vehicle. Policies hold for an owner, too.
SELECT app_scope(coalesce((SELECT string_agg(id, ',') FROM region), ''), '', 'migration', 'system', '');
--> statement-breakpoint
UPDATE complaint SET source = 'verify' WHERE booking_id IS NULL;
