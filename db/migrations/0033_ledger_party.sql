ALTER TABLE "ledger_entry" ADD COLUMN "party_id" uuid;--> statement-breakpoint
CREATE INDEX "ledger_by_party" ON "ledger_entry" USING btree ("region_id","party_id","at") WHERE party_id is not null;