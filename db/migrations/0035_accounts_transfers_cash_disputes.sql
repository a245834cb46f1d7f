CREATE TABLE "bank_file" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"digest" text NOT NULL,
	"head_digest" text NOT NULL,
	"encoding" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"line_count" integer NOT NULL,
	"new_count" integer NOT NULL,
	"imported_by" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bank_file_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "bank_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bank_line" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"key" text NOT NULL,
	"booked_on" date NOT NULL,
	"amount_fen" integer NOT NULL,
	"left_fen" integer NOT NULL,
	"details_sealed" text NOT NULL,
	"status" text NOT NULL,
	"owner_id" uuid,
	"note" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "bank_line_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "bank_line_status" CHECK (status IN ('open', 'matched', 'ignored')),
	CONSTRAINT "bank_line_left" CHECK (left_fen >= 0 AND left_fen <= greatest(amount_fen, 0)),
	CONSTRAINT "bank_line_settled" CHECK ((status = 'open') = (left_fen > 0))
);
--> statement-breakpoint
ALTER TABLE "bank_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bank_match" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"hospital_id" uuid,
	"booking_id" uuid,
	"payment_id" uuid,
	"reference" text,
	"amount_fen" integer NOT NULL,
	"matched_by" text NOT NULL,
	"matched_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bank_match_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "bank_match_kind" CHECK (kind IN ('account', 'booking', 'returned')),
	CONSTRAINT "bank_match_amount" CHECK (amount_fen > 0),
	CONSTRAINT "bank_match_target" CHECK ((kind = 'account') = (hospital_id IS NOT NULL) AND (kind = 'booking') = (booking_id IS NOT NULL) AND (kind = 'returned') = (reference IS NOT NULL))
);
--> statement-breakpoint
ALTER TABLE "bank_match" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "collecting_account" (
	"region_id" text NOT NULL,
	"holder" text NOT NULL,
	"bank" text NOT NULL,
	"number" text NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "collecting_account_region_id_pk" PRIMARY KEY("region_id")
);
--> statement-breakpoint
ALTER TABLE "collecting_account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cash_count" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"status" text DEFAULT 'declared' NOT NULL,
	"expected_fen" integer NOT NULL,
	"declared_fen" integer NOT NULL,
	"pieces" jsonb,
	"declared_at" timestamp with time zone NOT NULL,
	"counted_fen" integer,
	"counted_by" uuid,
	"counted_at" timestamp with time zone,
	"explanation" text,
	CONSTRAINT "cash_count_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "cash_count_status" CHECK (status IN ('declared', 'confirmed', 'withdrawn')),
	CONSTRAINT "cash_count_sums" CHECK (expected_fen > 0 AND declared_fen >= 0 AND counted_fen >= 0),
	CONSTRAINT "cash_count_confirmed" CHECK ((status = 'confirmed') = (counted_fen IS NOT NULL)),
	CONSTRAINT "cash_count_explained" CHECK (counted_fen = expected_fen OR counted_fen IS NULL OR explanation IS NOT NULL)
);
--> statement-breakpoint
ALTER TABLE "cash_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dispute" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"provider_ref" text NOT NULL,
	"payment_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"status" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"reason" text NOT NULL,
	"due_by" timestamp with time zone,
	"opened_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"closed_at" timestamp with time zone,
	CONSTRAINT "dispute_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "dispute_status" CHECK (status IN ('needs_response', 'under_review', 'won', 'lost', 'closed')),
	CONSTRAINT "dispute_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
ALTER TABLE "dispute" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hospital_account" (
	"region_id" text NOT NULL,
	"org_id" uuid NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"credit_limit_fen" integer NOT NULL,
	"statement_day" integer NOT NULL,
	"due_days" integer NOT NULL,
	"contact_name" text NOT NULL,
	"contact_email" text,
	"contact_phone" text,
	"payer_name" text NOT NULL,
	"changed_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hospital_account_region_id_org_id_pk" PRIMARY KEY("region_id","org_id"),
	CONSTRAINT "hospital_account_status" CHECK (status IN ('open', 'suspended')),
	CONSTRAINT "hospital_account_limit" CHECK (credit_limit_fen >= 0),
	CONSTRAINT "hospital_account_day" CHECK (statement_day BETWEEN 1 AND 28),
	CONSTRAINT "hospital_account_due" CHECK (due_days BETWEEN 1 AND 120)
);
--> statement-breakpoint
ALTER TABLE "hospital_account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hospital_statement" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"org_id" uuid NOT NULL,
	"month" text NOT NULL,
	"due_on" date NOT NULL,
	"brought_forward_fen" integer NOT NULL,
	"total_fen" integer NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hospital_statement_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "hospital_statement_month" CHECK (month ~ '^[0-9]{4}-[0-9]{2}$')
);
--> statement-breakpoint
ALTER TABLE "hospital_statement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hospital_statement_line" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"booking_number" text NOT NULL,
	"bill_number" text,
	"operator_id" uuid NOT NULL,
	"plate" text,
	"payment_id" uuid NOT NULL,
	"refund_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"amount_fen" integer NOT NULL,
	CONSTRAINT "hospital_statement_line_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "hospital_statement_line_kind" CHECK (kind IN ('charge', 'credit')),
	CONSTRAINT "hospital_statement_line_credit" CHECK ((kind = 'credit') = (refund_id IS NOT NULL)),
	CONSTRAINT "hospital_statement_line_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
ALTER TABLE "hospital_statement_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "cash_count_id" uuid;--> statement-breakpoint
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_file" FOREIGN KEY ("region_id","file_id") REFERENCES "public"."bank_file"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_match" ADD CONSTRAINT "bank_match_line" FOREIGN KEY ("region_id","line_id") REFERENCES "public"."bank_line"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_payment" FOREIGN KEY ("region_id","payment_id") REFERENCES "public"."payment"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hospital_statement_line" ADD CONSTRAINT "hospital_statement_line_statement" FOREIGN KEY ("region_id","statement_id") REFERENCES "public"."hospital_statement"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bank_file_digest_key" ON "bank_file" USING btree ("region_id","digest");--> statement-breakpoint
CREATE INDEX "bank_file_by_head" ON "bank_file" USING btree ("region_id","head_digest","imported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_line_key" ON "bank_line" USING btree ("region_id","key");--> statement-breakpoint
CREATE INDEX "bank_line_open" ON "bank_line" USING btree ("region_id","booked_on") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "bank_match_by_line" ON "bank_match" USING btree ("region_id","line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cash_count_open_key" ON "cash_count" USING btree ("region_id","org_id","account_id") WHERE status = 'declared';--> statement-breakpoint
CREATE INDEX "cash_count_by_org" ON "cash_count" USING btree ("region_id","org_id","declared_at");--> statement-breakpoint
CREATE UNIQUE INDEX "dispute_provider_key" ON "dispute" USING btree ("region_id","provider_ref");--> statement-breakpoint
CREATE INDEX "dispute_by_payment" ON "dispute" USING btree ("region_id","payment_id");--> statement-breakpoint
CREATE INDEX "dispute_by_status" ON "dispute" USING btree ("region_id","status","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "hospital_statement_number_key" ON "hospital_statement" USING btree ("region_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "hospital_statement_month_key" ON "hospital_statement" USING btree ("region_id","org_id","month");--> statement-breakpoint
CREATE INDEX "hospital_statement_line_by_statement" ON "hospital_statement_line" USING btree ("region_id","statement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "hospital_statement_charge_key" ON "hospital_statement_line" USING btree ("region_id","payment_id") WHERE refund_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "hospital_statement_credit_key" ON "hospital_statement_line" USING btree ("region_id","refund_id") WHERE refund_id is not null;--> statement-breakpoint
CREATE INDEX "payment_by_party" ON "payment" USING btree ("region_id","party_id","status") WHERE party_id is not null;--> statement-breakpoint
CREATE INDEX "payment_cash_held" ON "payment" USING btree ("region_id","taken_by") WHERE driver = 'cash';--> statement-breakpoint
CREATE POLICY "bank_file_fence" ON "bank_file" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "bank_line_fence" ON "bank_line" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "bank_match_fence" ON "bank_match" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "collecting_account_read" ON "collecting_account" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "collecting_account_write" ON "collecting_account" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "collecting_account_change" ON "collecting_account" AS PERMISSIVE FOR UPDATE TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "cash_count_fence" ON "cash_count" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '') OR account_id::text = nullif(current_setting('app.actor', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '') OR account_id::text = nullif(current_setting('app.actor', true), '')));--> statement-breakpoint
CREATE POLICY "dispute_fence" ON "dispute" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "hospital_account_fence" ON "hospital_account" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "hospital_statement_fence" ON "hospital_statement" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "hospital_statement_line_fence" ON "hospital_statement_line" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));