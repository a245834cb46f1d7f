ALTER TABLE "certification" ADD COLUMN "conditions_public" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "certification" ADD COLUMN "lapsed_for" timestamp with time zone;