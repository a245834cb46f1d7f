CREATE TABLE "day_root" (
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"first_seq" bigint NOT NULL,
	"last_seq" bigint NOT NULL,
	"root" text NOT NULL,
	"head_hash" text,
	"previous" text,
	"hash" text NOT NULL,
	"key_id" text NOT NULL,
	"public_key" text NOT NULL,
	"signature" text NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "day_root_region_id_day_pk" PRIMARY KEY("region_id","day"),
	CONSTRAINT "day_root_hash_key" UNIQUE("region_id","hash"),
	CONSTRAINT "day_root_span" CHECK (last_seq >= first_seq - 1)
);
--> statement-breakpoint
ALTER TABLE "day_root" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decision_input" (
	"region_id" text NOT NULL,
	"decision_id" uuid NOT NULL,
	"content" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "decision_input_region_id_decision_id_pk" PRIMARY KEY("region_id","decision_id")
);
--> statement-breakpoint
ALTER TABLE "decision_input" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decision_part" (
	"region_id" text NOT NULL,
	"hash" text NOT NULL,
	"content" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "decision_part_region_id_hash_pk" PRIMARY KEY("region_id","hash")
);
--> statement-breakpoint
ALTER TABLE "decision_part" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chain_entry" ADD COLUMN "booking_id" text;--> statement-breakpoint
ALTER TABLE "chain_entry" ADD COLUMN "thread_no" integer;--> statement-breakpoint
ALTER TABLE "chain_entry" ADD COLUMN "thread_prev" text;--> statement-breakpoint
ALTER TABLE "day_root" ADD CONSTRAINT "day_root_previous" FOREIGN KEY ("region_id","previous") REFERENCES "public"."day_root"("region_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_input" ADD CONSTRAINT "decision_input_decision" FOREIGN KEY ("region_id","decision_id") REFERENCES "public"."decision"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "day_root_previous_key" ON "day_root" USING btree ("region_id","previous");--> statement-breakpoint
CREATE UNIQUE INDEX "day_root_first_key" ON "day_root" USING btree ("region_id") WHERE previous is null;--> statement-breakpoint
CREATE INDEX "audit_by_booking" ON "audit" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE UNIQUE INDEX "chain_thread_key" ON "chain_entry" USING btree ("region_id","booking_id","thread_no") WHERE booking_id is not null;--> statement-breakpoint
CREATE INDEX "decision_when" ON "decision" USING btree ("region_id","created_at");--> statement-breakpoint
ALTER TABLE "chain_entry" ADD CONSTRAINT "chain_thread" CHECK ((booking_id IS NULL) = (thread_no IS NULL));--> statement-breakpoint
ALTER TABLE "chain_entry" ADD CONSTRAINT "chain_thread_first" CHECK ((thread_no > 1) = (thread_prev IS NOT NULL));--> statement-breakpoint
CREATE POLICY "audit_erase" ON "audit" AS PERMISSIVE FOR UPDATE TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = 'system') WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = 'system' AND before IS NULL AND after IS NULL);--> statement-breakpoint
CREATE POLICY "day_root_read" ON "day_root" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "day_root_write" ON "day_root" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = 'system');--> statement-breakpoint
CREATE POLICY "decision_input_fence" ON "decision_input" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "decision_part_fence" ON "decision_part" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));