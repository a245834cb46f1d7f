ALTER TABLE "payment" ADD COLUMN "return_to" text;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "paid_out_by" text;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "paid_out_ref" text;--> statement-breakpoint
ALTER TABLE "file" ADD COLUMN "extra_id" uuid;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "retires_on" date;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "retire_reason" text;--> statement-breakpoint
ALTER TABLE "callback" ADD COLUMN "outcome_sealed" text;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "note_sealed" text;--> statement-breakpoint
ALTER TABLE "trip" ADD COLUMN "accounted_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "refund_replaces_key" ON "refund" USING btree ("region_id","replaces_id") WHERE replaces_id is not null;--> statement-breakpoint
CREATE INDEX "refund_open" ON "refund" USING btree ("region_id","status","created_at");--> statement-breakpoint
CREATE INDEX "trip_unaccounted" ON "trip" USING btree ("region_id","ended_at") WHERE accounted_at is null and ended_at is not null;--> statement-breakpoint
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_retires_why" CHECK ((retires_on is null) = (retire_reason is null));
