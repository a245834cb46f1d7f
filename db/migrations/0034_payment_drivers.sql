ALTER TABLE "payment" DROP CONSTRAINT "payment_driver";--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "party_id" uuid;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_party" CHECK ((driver IN ('account', 'insurance')) = (party_id IS NOT NULL));--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_driver" CHECK (driver IN ('stripe', 'cash', 'pos', 'account', 'bank_transfer', 'insurance'));