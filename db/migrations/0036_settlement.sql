CREATE TABLE "close_item" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"org_id" uuid,
	"booking_id" uuid,
	"amount_fen" bigint NOT NULL,
	"detail" text,
	"since" timestamp with time zone NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"owner_id" uuid,
	"resolved_by" uuid,
	"resolved_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "close_item_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "close_item_kind" CHECK (kind IN ('stripe_only', 'ledger_only', 'stripe_amount', 'pending_payment', 'pending_refund', 'failed_refund', 'pending_entry', 'cash_out', 'cash_difference', 'bank_line', 'suspense', 'insurance_unknown', 'insurance_difference', 'payout_silent', 'payout_returned', 'dispute_due', 'unstated')),
	CONSTRAINT "close_item_status" CHECK (status IN ('open', 'resolved', 'gone'))
);
--> statement-breakpoint
ALTER TABLE "close_item" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "day_close" (
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"sources" jsonb NOT NULL,
	"open" jsonb NOT NULL,
	"open_count" integer NOT NULL,
	"closed_by" uuid NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "day_close_region_id_day_pk" PRIMARY KEY("region_id","day")
);
--> statement-breakpoint
ALTER TABLE "day_close" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "day_look" (
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"sources" jsonb NOT NULL,
	"looked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "day_look_region_id_day_pk" PRIMARY KEY("region_id","day")
);
--> statement-breakpoint
ALTER TABLE "day_look" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payout" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"status" text DEFAULT 'proposed' NOT NULL,
	"failure" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "payout_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "payout_status" CHECK (status IN ('proposed', 'approved', 'sent', 'paid', 'returned', 'cancelled')),
	CONSTRAINT "payout_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
ALTER TABLE "payout" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payout_account" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"holder" text NOT NULL,
	"bank_name" text NOT NULL,
	"bank_code" text NOT NULL,
	"number_sealed" text NOT NULL,
	"number_tail" text NOT NULL,
	"status" text DEFAULT 'entered' NOT NULL,
	"checks_needed" integer NOT NULL,
	"entered_by" uuid NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"first_check_by" uuid,
	"first_check_at" timestamp with time zone,
	"second_check_by" uuid,
	"decided_at" timestamp with time zone,
	"refusal" text,
	CONSTRAINT "payout_account_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "payout_account_status" CHECK (status IN ('entered', 'checked', 'replaced', 'refused')),
	CONSTRAINT "payout_account_checks" CHECK (checks_needed BETWEEN 1 AND 2),
	CONSTRAINT "payout_account_two" CHECK (first_check_by IS DISTINCT FROM second_check_by OR second_check_by IS NULL),
	CONSTRAINT "payout_account_own" CHECK (entered_by IS DISTINCT FROM first_check_by AND entered_by IS DISTINCT FROM second_check_by)
);
--> statement-breakpoint
ALTER TABLE "payout_account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payout_batch" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"status" text DEFAULT 'proposed' NOT NULL,
	"total_fen" bigint NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"refusal" text,
	"sent_by" uuid,
	"sent_at" timestamp with time zone,
	"org_id" uuid NOT NULL,
	CONSTRAINT "payout_batch_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "payout_batch_status" CHECK (status IN ('proposed', 'approved', 'sent', 'done', 'refused')),
	CONSTRAINT "payout_batch_two" CHECK (decided_by IS NULL OR decided_by <> proposed_by)
);
--> statement-breakpoint
ALTER TABLE "payout_batch" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "promise_credit" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"bill_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"amount_fen" integer NOT NULL,
	"promised_until" timestamp with time zone NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"late_minutes" integer NOT NULL,
	"excused_minutes" integer NOT NULL,
	"rule" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "promise_credit_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "promise_credit_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
ALTER TABLE "promise_credit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "settlement_day" (
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"statements" integer NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "settlement_day_region_id_day_pk" PRIMARY KEY("region_id","day")
);
--> statement-breakpoint
ALTER TABLE "settlement_day" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "statement" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"org_id" uuid NOT NULL,
	"day" date NOT NULL,
	"opening_fen" bigint NOT NULL,
	"closing_fen" bigint NOT NULL,
	"totals" jsonb NOT NULL,
	"line_count" integer NOT NULL,
	"fee_rule" jsonb NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "statement_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "statement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "statement_dispute" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"org_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"opened_by" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"answer" text,
	"granted_fen" integer,
	CONSTRAINT "statement_dispute_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "statement_dispute_status" CHECK (status IN ('open', 'granted', 'refused')),
	CONSTRAINT "statement_dispute_reason" CHECK (reason IN ('amount', 'not_ours', 'not_our_fault', 'twice', 'missing_part')),
	CONSTRAINT "statement_dispute_answer" CHECK (status = 'open' OR (answered_by IS NOT NULL AND granted_fen IS NOT NULL))
);
--> statement-breakpoint
ALTER TABLE "statement_dispute" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "statement_line" (
	"region_id" text NOT NULL,
	"entry_id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"section" text NOT NULL,
	"fen" integer NOT NULL,
	"booking_id" uuid,
	CONSTRAINT "statement_line_region_id_entry_id_pk" PRIMARY KEY("region_id","entry_id"),
	CONSTRAINT "statement_line_section" CHECK (section IN ('earned', 'taken', 'collected', 'claimed', 'credit', 'loss', 'passed_on', 'fee', 'tax', 'correction', 'payout', 'moved'))
);
--> statement-breakpoint
ALTER TABLE "statement_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payout" ADD CONSTRAINT "payout_batch_fk" FOREIGN KEY ("region_id","batch_id") REFERENCES "public"."payout_batch"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout" ADD CONSTRAINT "payout_account_fk" FOREIGN KEY ("region_id","account_id") REFERENCES "public"."payout_account"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_credit" ADD CONSTRAINT "promise_credit_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_dispute" ADD CONSTRAINT "statement_dispute_line" FOREIGN KEY ("region_id","entry_id") REFERENCES "public"."statement_line"("region_id","entry_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_statement" FOREIGN KEY ("region_id","statement_id") REFERENCES "public"."statement"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_entry" FOREIGN KEY ("region_id","entry_id") REFERENCES "public"."ledger_entry"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "close_item_subject_key" ON "close_item" USING btree ("region_id","kind","subject");--> statement-breakpoint
CREATE INDEX "close_item_open" ON "close_item" USING btree ("region_id","status","since");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_reference_key" ON "payout" USING btree ("region_id","reference");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_open_key" ON "payout" USING btree ("region_id","org_id") WHERE status IN ('proposed', 'approved', 'sent');--> statement-breakpoint
CREATE INDEX "payout_by_batch" ON "payout" USING btree ("region_id","batch_id");--> statement-breakpoint
CREATE INDEX "payout_by_org" ON "payout" USING btree ("region_id","org_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_account_live_key" ON "payout_account" USING btree ("region_id","org_id") WHERE status = 'checked';--> statement-breakpoint
CREATE UNIQUE INDEX "payout_account_entered_key" ON "payout_account" USING btree ("region_id","org_id") WHERE status = 'entered';--> statement-breakpoint
CREATE UNIQUE INDEX "payout_batch_number_key" ON "payout_batch" USING btree ("region_id","number");--> statement-breakpoint
CREATE INDEX "payout_batch_at" ON "payout_batch" USING btree ("region_id","proposed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "promise_credit_booking_key" ON "promise_credit" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "promise_credit_by_org" ON "promise_credit" USING btree ("region_id","org_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "statement_number_key" ON "statement" USING btree ("region_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "statement_day_key" ON "statement" USING btree ("region_id","org_id","day");--> statement-breakpoint
CREATE INDEX "statement_by_day" ON "statement" USING btree ("region_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "statement_dispute_number_key" ON "statement_dispute" USING btree ("region_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "statement_dispute_line_key" ON "statement_dispute" USING btree ("region_id","entry_id");--> statement-breakpoint
CREATE INDEX "statement_dispute_open" ON "statement_dispute" USING btree ("region_id","status","due_at");--> statement-breakpoint
CREATE INDEX "statement_line_order" ON "statement_line" USING btree ("region_id","statement_id","at","entry_id");--> statement-breakpoint
CREATE INDEX "statement_line_by_booking" ON "statement_line" USING btree ("region_id","booking_id") WHERE booking_id is not null;--> statement-breakpoint
CREATE POLICY "close_item_fence" ON "close_item" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "day_close_fence" ON "day_close" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "day_look_fence" ON "day_look" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "payout_fence" ON "payout" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "payout_account_fence" ON "payout_account" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "payout_batch_fence" ON "payout_batch" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "promise_credit_fence" ON "promise_credit" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "settlement_day_read" ON "settlement_day" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "settlement_day_write" ON "settlement_day" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = 'system');--> statement-breakpoint
CREATE POLICY "statement_fence" ON "statement" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "statement_dispute_fence" ON "statement_dispute" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "statement_line_fence" ON "statement_line" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));