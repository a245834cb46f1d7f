DROP INDEX "chain_hash_key";--> statement-breakpoint
ALTER TABLE "one_time_code" ADD COLUMN "address_index" text;--> statement-breakpoint
ALTER TABLE "extra_charge" ADD COLUMN "signature_id" uuid;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "return_to" text;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "forgiven" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "paid_out_by" text;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "paid_out_ref" text;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "vehicle_id" uuid;--> statement-breakpoint
ALTER TABLE "complaint" ADD COLUMN "plate" text;--> statement-breakpoint
ALTER TABLE "file" ADD COLUMN "extra_id" uuid;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "markings" jsonb;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "owned_by_operator" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "retires_on" date;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "retire_reason" text;--> statement-breakpoint
ALTER TABLE "quote" ADD COLUMN "vehicle_class" text NOT NULL;--> statement-breakpoint
ALTER TABLE "callback" ADD COLUMN "outcome_sealed" text;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "note_sealed" text;--> statement-breakpoint
ALTER TABLE "adverse_event" ADD COLUMN "insurer" text;--> statement-breakpoint
ALTER TABLE "adverse_event" ADD COLUMN "reported_by" text NOT NULL;--> statement-breakpoint
ALTER TABLE "trip" ADD COLUMN "accounted_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "payment_pending" ON "payment" USING btree ("region_id","status","checked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_replaces_key" ON "refund" USING btree ("region_id","replaces_id") WHERE replaces_id is not null;--> statement-breakpoint
CREATE INDEX "refund_open" ON "refund" USING btree ("region_id","status","created_at");--> statement-breakpoint
CREATE INDEX "booking_outward" ON "booking" USING btree ("region_id","outward_id");--> statement-breakpoint
CREATE INDEX "trip_unaccounted" ON "trip" USING btree ("region_id","ended_at") WHERE accounted_at is null and ended_at is not null;--> statement-breakpoint
ALTER TABLE "chain_entry" ADD CONSTRAINT "chain_hash_key" UNIQUE("region_id","hash");--> statement-breakpoint
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_retires_why" CHECK ((retires_on is null) = (retire_reason is null));--> statement-breakpoint
ALTER TABLE "quote" ADD CONSTRAINT "quote_vehicle_class" CHECK (vehicle_class IN ('seat', 'wheelchair', 'stretcher_basic', 'stretcher_care', 'monitored', 'negative_pressure'));