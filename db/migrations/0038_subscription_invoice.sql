CREATE TABLE "invoice" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"bill_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'asked' NOT NULL,
	"red_of" uuid,
	"red_reason" text,
	"replaces_id" uuid,
	"title_kind" text NOT NULL,
	"buyer_sealed" text NOT NULL,
	"title_mask" text NOT NULL,
	"lines" jsonb NOT NULL,
	"total_fen" integer NOT NULL,
	"tax_fen" integer NOT NULL,
	"invoice_number" text,
	"provider_ref" text,
	"failure" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"asked_by" text NOT NULL,
	"sent_at" timestamp with time zone,
	"issued_at" timestamp with time zone,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "invoice_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "invoice_kind" CHECK (kind IN ('blue', 'red')),
	CONSTRAINT "invoice_status" CHECK (status IN ('asked', 'sent', 'unknown', 'issued', 'refused', 'reversed')),
	CONSTRAINT "invoice_title_kind" CHECK (title_kind IN ('person', 'organisation')),
	CONSTRAINT "invoice_red_whole" CHECK ((kind = 'red') = (red_of is not null) AND (kind = 'red') = (red_reason is not null)),
	CONSTRAINT "invoice_sign" CHECK ((kind = 'red' AND total_fen < 0) OR (kind = 'blue' AND total_fen > 0))
);
--> statement-breakpoint
ALTER TABLE "invoice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "subscription" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"plan" text DEFAULT 'free' NOT NULL,
	"status" text DEFAULT 'free' NOT NULL,
	"customer_ref" text,
	"provider_ref" text,
	"card" text,
	"unit_fen" integer,
	"period_start" timestamp with time zone,
	"period_end" timestamp with time zone,
	"trial_end" timestamp with time zone,
	"had_trial" boolean DEFAULT false NOT NULL,
	"cancel_at_period_end" boolean DEFAULT false NOT NULL,
	"counted_since" timestamp with time zone,
	"checkout_ref" text,
	"checkout_key" text,
	"checkout_plan" text,
	"change" jsonb,
	"past_due_since" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	CONSTRAINT "subscription_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "subscription_plan" CHECK (plan IN ('free', 'per_trip', 'monthly')),
	CONSTRAINT "subscription_status" CHECK (status IN ('free', 'trialing', 'active', 'past_due')),
	CONSTRAINT "subscription_free" CHECK ((status = 'free') = (plan = 'free'))
);
--> statement-breakpoint
ALTER TABLE "subscription" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "subscription_event" (
	"region_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"org_id" uuid NOT NULL,
	"session_ref" text,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	CONSTRAINT "subscription_event_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "subscription_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "subscription_invoice" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"provider_ref" text NOT NULL,
	"number" text,
	"status" text NOT NULL,
	"total_fen" integer NOT NULL,
	"due_fen" integer NOT NULL,
	"paid_fen" integer NOT NULL,
	"tax_fen" integer NOT NULL,
	"lines" jsonb NOT NULL,
	"attempts" integer NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"hosted_url" text,
	"issued_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	CONSTRAINT "subscription_invoice_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "subscription_invoice_status" CHECK (status IN ('draft', 'open', 'paid', 'uncollectible', 'void'))
);
--> statement-breakpoint
ALTER TABLE "subscription_invoice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "subscription_usage" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"trip_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"counted_at" timestamp with time zone,
	CONSTRAINT "subscription_usage_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "subscription_usage_status" CHECK (status IN ('waiting', 'sent', 'counted', 'unknown'))
);
--> statement-breakpoint
ALTER TABLE "subscription_usage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_bill" FOREIGN KEY ("region_id","bill_id") REFERENCES "public"."bill"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_red_of" FOREIGN KEY ("region_id","red_of") REFERENCES "public"."invoice"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_replaces" FOREIGN KEY ("region_id","replaces_id") REFERENCES "public"."invoice"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_org" FOREIGN KEY ("region_id","org_id") REFERENCES "public"."organization"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_invoice" ADD CONSTRAINT "subscription_invoice_org" FOREIGN KEY ("region_id","org_id") REFERENCES "public"."organization"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_usage" ADD CONSTRAINT "subscription_usage_org" FOREIGN KEY ("region_id","org_id") REFERENCES "public"."organization"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_number_key" ON "invoice" USING btree ("region_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_blue_key" ON "invoice" USING btree ("region_id","bill_id") WHERE kind = 'blue' AND status NOT IN ('refused', 'reversed');--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_red_key" ON "invoice" USING btree ("region_id","red_of") WHERE red_of is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_replaces_key" ON "invoice" USING btree ("region_id","replaces_id") WHERE replaces_id is not null;--> statement-breakpoint
CREATE INDEX "invoice_open" ON "invoice" USING btree ("region_id","asked_at") WHERE status IN ('asked', 'sent', 'unknown');--> statement-breakpoint
CREATE INDEX "invoice_by_booking" ON "invoice" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "invoice_by_org" ON "invoice" USING btree ("region_id","org_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "subscription_org_key" ON "subscription" USING btree ("region_id","org_id");--> statement-breakpoint
CREATE INDEX "subscription_checked" ON "subscription" USING btree ("region_id","checked_at");--> statement-breakpoint
CREATE INDEX "subscription_event_open" ON "subscription_event" USING btree ("region_id","received_at") WHERE handled_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "subscription_invoice_provider_key" ON "subscription_invoice" USING btree ("region_id","provider_ref");--> statement-breakpoint
CREATE INDEX "subscription_invoice_by_org" ON "subscription_invoice" USING btree ("region_id","org_id","issued_at");--> statement-breakpoint
CREATE UNIQUE INDEX "subscription_usage_trip_key" ON "subscription_usage" USING btree ("region_id","org_id","trip_id");--> statement-breakpoint
CREATE INDEX "subscription_usage_open" ON "subscription_usage" USING btree ("region_id","ended_at") WHERE status IN ('waiting', 'sent');--> statement-breakpoint
CREATE POLICY "invoice_fence" ON "invoice" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "subscription_fence" ON "subscription" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "subscription_event_fence" ON "subscription_event" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "subscription_invoice_fence" ON "subscription_invoice" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "subscription_usage_fence" ON "subscription_usage" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));