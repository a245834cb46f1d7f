CREATE TABLE "arrival_told" (
	"region_id" text NOT NULL,
	"trip_id" uuid NOT NULL,
	"stop" text NOT NULL,
	"earliest_at" timestamp with time zone NOT NULL,
	"latest_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "arrival_told_region_id_trip_id_stop_pk" PRIMARY KEY("region_id","trip_id","stop"),
	CONSTRAINT "arrival_told_stop" CHECK (stop IN ('pickup', 'dropoff'))
);
--> statement-breakpoint
ALTER TABLE "arrival_told" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "push_subscription" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid,
	"booking_id" uuid,
	"locale" text NOT NULL,
	"endpoint_index" text NOT NULL,
	"endpoint_sealed" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth_sealed" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "push_subscription_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "push_subscription_reader" CHECK (num_nonnulls(account_id, booking_id) = 1)
);
--> statement-breakpoint
ALTER TABLE "push_subscription" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "system_state" (
	"name" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"detail" text
);
--> statement-breakpoint
ALTER TABLE "message" DROP CONSTRAINT "message_channel";--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "notices" jsonb;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "trying_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "receipt" text;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "receipt_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "read_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscription_account_key" ON "push_subscription" USING btree ("region_id","endpoint_index","account_id") WHERE account_id is not null and ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscription_booking_key" ON "push_subscription" USING btree ("region_id","endpoint_index","booking_id") WHERE booking_id is not null and ended_at is null;--> statement-breakpoint
CREATE INDEX "push_subscription_account" ON "push_subscription" USING btree ("region_id","account_id");--> statement-breakpoint
CREATE INDEX "push_subscription_booking" ON "push_subscription" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "message_inbox" ON "message" USING btree ("region_id","account_id","created_at");--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_receipt" CHECK (receipt IN ('delivered', 'undelivered'));--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_channel" CHECK (channel IN ('email', 'sms', 'in_app', 'push'));--> statement-breakpoint
CREATE POLICY "arrival_told_fence" ON "arrival_told" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "push_subscription_fence" ON "push_subscription" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));