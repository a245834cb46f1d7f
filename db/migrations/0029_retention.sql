ALTER TABLE "retention_run" DROP CONSTRAINT "retention_run_kind";--> statement-breakpoint
CREATE INDEX "booking_draft_kept" ON "booking" USING btree ("region_id","created_at") WHERE confirmed_at is null and personal_erased_at is null;--> statement-breakpoint
CREATE INDEX "booking_kept" ON "booking" USING btree ("region_id","created_at") WHERE personal_erased_at is null;--> statement-breakpoint
ALTER TABLE "retention_run" ADD CONSTRAINT "retention_run_kind" CHECK (kind IN ('drafts', 'codes', 'sessions', 'tracks', 'messages', 'callbacks', 'scans', 'patients', 'care', 'orders'));