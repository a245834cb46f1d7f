CREATE TABLE "insurance_contract" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"payer" text NOT NULL,
	"fixmedins_code" text,
	"fixmedins_name" text,
	"opter_no" text,
	"opter_name" text,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "insurance_contract_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "insurance_contract_mode" CHECK (mode IN ('self_pay', 'hospital_billed', 'direct_fixmedins', 'long_term_care', 'commercial')),
	CONSTRAINT "insurance_contract_designated" CHECK (mode NOT IN ('direct_fixmedins', 'long_term_care') OR (fixmedins_code ~ '^[A-Z0-9]{12}$' AND fixmedins_name IS NOT NULL AND opter_no IS NOT NULL AND opter_name IS NOT NULL))
);
--> statement-breakpoint
ALTER TABLE "insurance_contract" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "insurance_message" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"msgid" text NOT NULL,
	"infno" text NOT NULL,
	"org_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"visit_id" uuid,
	"settlement_id" uuid,
	"status" text DEFAULT 'sent' NOT NULL,
	"request_sealed" text,
	"answer_sealed" text,
	"answer_ref" text,
	"reason" text,
	"sent_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "insurance_message_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "insurance_message_status" CHECK (status IN ('sent', 'done', 'refused', 'unknown'))
);
--> statement-breakpoint
ALTER TABLE "insurance_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "insurance_open_item" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"settlement_id" uuid,
	"setl_id" text NOT NULL,
	"our_fund_fen" integer,
	"their_fund_fen" integer,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"note" text,
	CONSTRAINT "insurance_open_item_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "insurance_open_item_kind" CHECK (kind IN ('fund_only', 'ours_only', 'amounts'))
);
--> statement-breakpoint
ALTER TABLE "insurance_open_item" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "insurance_run" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"day" date NOT NULL,
	"insurance_type" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	"total_fen" integer DEFAULT 0 NOT NULL,
	"fund_fen" integer DEFAULT 0 NOT NULL,
	"account_fen" integer DEFAULT 0 NOT NULL,
	"cash_fen" integer DEFAULT 0 NOT NULL,
	"answer" text,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "insurance_run_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "insurance_run_status" CHECK (status IN ('open', 'equal', 'differs', 'failed')),
	CONSTRAINT "insurance_run_type" CHECK (insurance_type IN ('310', '390', '410'))
);
--> statement-breakpoint
ALTER TABLE "insurance_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "insurance_settlement" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"party_id" uuid NOT NULL,
	"batch" integer NOT NULL,
	"status" text DEFAULT 'prepared' NOT NULL,
	"insurance_type" text NOT NULL,
	"lines" jsonb NOT NULL,
	"total_fen" integer NOT NULL,
	"expected" jsonb NOT NULL,
	"split" jsonb,
	"setl_id" text,
	"msgid" text,
	"cancel_msgid" text,
	"reversal" text DEFAULT 'none' NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"payment_id" uuid,
	"refund_id" uuid,
	"refusal" text,
	"resolved_by" text,
	"prepared_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"unknown_since" timestamp with time zone,
	"alarmed_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "insurance_settlement_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "insurance_settlement_status" CHECK (status IN ('prepared', 'sent', 'unknown', 'settled', 'refused', 'reversed', 'cancel_prepared', 'cancel_sent', 'cancel_unknown', 'cancelled')),
	CONSTRAINT "insurance_settlement_type" CHECK (insurance_type IN ('310', '390', '410')),
	CONSTRAINT "insurance_settlement_reversal" CHECK (reversal IN ('none', 'sent', 'refused')),
	CONSTRAINT "insurance_settlement_total" CHECK (total_fen > 0),
	CONSTRAINT "insurance_settlement_sent" CHECK (status IN ('prepared', 'reversed') OR msgid IS NOT NULL),
	CONSTRAINT "insurance_settlement_split" CHECK (status IN ('prepared', 'sent', 'unknown', 'refused', 'reversed') OR split IS NOT NULL)
);
--> statement-breakpoint
ALTER TABLE "insurance_settlement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "insurance_sign_in" (
	"region_id" text NOT NULL,
	"contract_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"sign_no" text NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "insurance_sign_in_region_id_contract_id_pk" PRIMARY KEY("region_id","contract_id")
);
--> statement-breakpoint
ALTER TABLE "insurance_sign_in" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "insurance_visit" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"payer" text NOT NULL,
	"party_id" uuid NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"cert_type" text NOT NULL,
	"cert_no_sealed" text,
	"cert_mask" text NOT NULL,
	"insurance_type" text NOT NULL,
	"insured_area" text,
	"person_no_sealed" text,
	"entitled_at" timestamp with time zone,
	"registration" integer DEFAULT 1 NOT NULL,
	"mdtrt_id" text,
	"uploaded_at" timestamp with time zone,
	"batch" integer,
	"lines" jsonb,
	"preview" jsonb,
	"preview_at" timestamp with time zone,
	"refusal" text,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "insurance_visit_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "insurance_visit_status" CHECK (status IN ('open', 'refused', 'withdrawn')),
	CONSTRAINT "insurance_visit_cert" CHECK (cert_type IN ('01', '02', '03')),
	CONSTRAINT "insurance_visit_type" CHECK (insurance_type IN ('310', '390', '410'))
);
--> statement-breakpoint
ALTER TABLE "insurance_visit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "insurance_open_item" ADD CONSTRAINT "insurance_open_item_run" FOREIGN KEY ("region_id","run_id") REFERENCES "public"."insurance_run"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insurance_settlement" ADD CONSTRAINT "insurance_settlement_visit" FOREIGN KEY ("region_id","visit_id") REFERENCES "public"."insurance_visit"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insurance_settlement" ADD CONSTRAINT "insurance_settlement_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insurance_sign_in" ADD CONSTRAINT "insurance_sign_in_contract" FOREIGN KEY ("region_id","contract_id") REFERENCES "public"."insurance_contract"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insurance_visit" ADD CONSTRAINT "insurance_visit_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insurance_visit" ADD CONSTRAINT "insurance_visit_contract" FOREIGN KEY ("region_id","contract_id") REFERENCES "public"."insurance_contract"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "insurance_contract_live_key" ON "insurance_contract" USING btree ("region_id","org_id","payer") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "insurance_message_msgid_key" ON "insurance_message" USING btree ("region_id","msgid");--> statement-breakpoint
CREATE INDEX "insurance_message_by_time" ON "insurance_message" USING btree ("region_id","sent_at");--> statement-breakpoint
CREATE INDEX "insurance_message_by_settlement" ON "insurance_message" USING btree ("region_id","settlement_id");--> statement-breakpoint
CREATE INDEX "insurance_message_by_visit" ON "insurance_message" USING btree ("region_id","visit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "insurance_open_item_key" ON "insurance_open_item" USING btree ("region_id","run_id","kind","setl_id");--> statement-breakpoint
CREATE INDEX "insurance_open_item_open" ON "insurance_open_item" USING btree ("region_id","opened_at") WHERE closed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "insurance_run_day_key" ON "insurance_run" USING btree ("region_id","contract_id","day","insurance_type");--> statement-breakpoint
CREATE UNIQUE INDEX "insurance_settlement_live_key" ON "insurance_settlement" USING btree ("region_id","visit_id","batch") WHERE status NOT IN ('refused', 'reversed', 'cancelled');--> statement-breakpoint
CREATE UNIQUE INDEX "insurance_settlement_msgid_key" ON "insurance_settlement" USING btree ("region_id","msgid") WHERE msgid is not null;--> statement-breakpoint
CREATE INDEX "insurance_settlement_by_booking" ON "insurance_settlement" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "insurance_settlement_by_status" ON "insurance_settlement" USING btree ("region_id","status","prepared_at");--> statement-breakpoint
CREATE UNIQUE INDEX "insurance_visit_open_key" ON "insurance_visit" USING btree ("region_id","booking_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "insurance_visit_by_booking" ON "insurance_visit" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE POLICY "insurance_contract_fence" ON "insurance_contract" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "insurance_message_fence" ON "insurance_message" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "insurance_open_item_fence" ON "insurance_open_item" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "insurance_run_fence" ON "insurance_run" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "insurance_settlement_fence" ON "insurance_settlement" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "insurance_sign_in_fence" ON "insurance_sign_in" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "insurance_visit_fence" ON "insurance_visit" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));