ALTER TABLE "booking" ADD COLUMN "ready_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "booking_figure" ADD COLUMN "ready_said" integer NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "booking_figure" ALTER COLUMN "ready_said" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "booking_figure" ADD COLUMN "after_ready_seconds" integer NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "booking_figure" ALTER COLUMN "after_ready_seconds" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "day_figure" ADD COLUMN "ready_said" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "day_figure" ALTER COLUMN "ready_said" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "day_figure" ADD COLUMN "after_ready_seconds" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "day_figure" ALTER COLUMN "after_ready_seconds" DROP DEFAULT;