CREATE TABLE "booking_figure" (
	"region_id" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"day" date NOT NULL,
	"org_id" text NOT NULL,
	"district" text NOT NULL,
	"age" text NOT NULL,
	"payer" text NOT NULL,
	"requests" integer NOT NULL,
	"cancelled" integer NOT NULL,
	"declined" integer NOT NULL,
	"to120" integer NOT NULL,
	"trips" integer NOT NULL,
	"completed" integer NOT NULL,
	"due" integer NOT NULL,
	"on_time" integer NOT NULL,
	"accepted" integer NOT NULL,
	"accepted_soon" integer NOT NULL,
	"to_collect" integer NOT NULL,
	"collected45" integer NOT NULL,
	"collected90" integer NOT NULL,
	"boarded" integer NOT NULL,
	"wait_seconds" integer NOT NULL,
	"measured_rides" integer NOT NULL,
	"long_rides" integer NOT NULL,
	"way_known" integer NOT NULL,
	"empty_metres" integer NOT NULL,
	"loaded_metres" integer NOT NULL,
	"complained" integer NOT NULL,
	"adverse" integer NOT NULL,
	"rated" integer NOT NULL,
	"rated_good" integer NOT NULL,
	"billed" integer NOT NULL,
	"above_quote" integer NOT NULL,
	"billed_fen" integer NOT NULL,
	"quoted_fen" integer NOT NULL,
	CONSTRAINT "booking_figure_region_id_booking_id_pk" PRIMARY KEY("region_id","booking_id"),
	CONSTRAINT "booking_figure_age" CHECK (age IN ('under14', '14to59', '60to79', '80up', 'unknown')),
	CONSTRAINT "booking_figure_payer" CHECK (payer IN ('private', 'hospital'))
);
--> statement-breakpoint
ALTER TABLE "booking_figure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "day_figure" (
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"org_id" text NOT NULL,
	"district" text NOT NULL,
	"age" text NOT NULL,
	"payer" text NOT NULL,
	"requests" bigint NOT NULL,
	"cancelled" bigint NOT NULL,
	"declined" bigint NOT NULL,
	"to120" bigint NOT NULL,
	"trips" bigint NOT NULL,
	"completed" bigint NOT NULL,
	"due" bigint NOT NULL,
	"on_time" bigint NOT NULL,
	"accepted" bigint NOT NULL,
	"accepted_soon" bigint NOT NULL,
	"to_collect" bigint NOT NULL,
	"collected45" bigint NOT NULL,
	"collected90" bigint NOT NULL,
	"boarded" bigint NOT NULL,
	"wait_seconds" bigint NOT NULL,
	"measured_rides" bigint NOT NULL,
	"long_rides" bigint NOT NULL,
	"way_known" bigint NOT NULL,
	"empty_metres" bigint NOT NULL,
	"loaded_metres" bigint NOT NULL,
	"complained" bigint NOT NULL,
	"adverse" bigint NOT NULL,
	"rated" bigint NOT NULL,
	"rated_good" bigint NOT NULL,
	"billed" bigint NOT NULL,
	"above_quote" bigint NOT NULL,
	"billed_fen" bigint NOT NULL,
	"quoted_fen" bigint NOT NULL,
	CONSTRAINT "day_figure_region_id_day_org_id_district_age_payer_pk" PRIMARY KEY("region_id","day","org_id","district","age","payer"),
	CONSTRAINT "day_figure_age" CHECK (age IN ('under14', '14to59', '60to79', '80up', 'unknown')),
	CONSTRAINT "day_figure_payer" CHECK (payer IN ('private', 'hospital'))
);
--> statement-breakpoint
ALTER TABLE "day_figure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "figure_event" (
	"region_id" text NOT NULL,
	"source_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"day" date NOT NULL,
	"org_id" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "figure_event_region_id_source_id_pk" PRIMARY KEY("region_id","source_id"),
	CONSTRAINT "figure_event_kind" CHECK (kind IN ('lapse', 'complaint'))
);
--> statement-breakpoint
ALTER TABLE "figure_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "figure_state" (
	"region_id" text NOT NULL,
	"version" integer NOT NULL,
	"seq" bigint NOT NULL,
	"rebuild_after" uuid,
	"kept_at" timestamp with time zone NOT NULL,
	"checked_day" date,
	"mended" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "figure_state_region_id_pk" PRIMARY KEY("region_id")
);
--> statement-breakpoint
ALTER TABLE "figure_state" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "booking_figure_day" ON "booking_figure" USING btree ("region_id","day","booking_id");--> statement-breakpoint
CREATE INDEX "figure_event_day" ON "figure_event" USING btree ("region_id","day","kind");--> statement-breakpoint
CREATE INDEX "bill_by_booking" ON "bill" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "refund_by_booking" ON "refund" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "consent_by_booking" ON "consent" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "complaint_by_booking" ON "complaint" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "complaint_entry_by_case" ON "complaint_entry" USING btree ("region_id","complaint_id");--> statement-breakpoint
CREATE INDEX "complaint_entry_by_booking" ON "complaint_entry" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "slot_hold_by_booking" ON "slot_hold" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "message_by_booking" ON "message" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "emergency_by_booking" ON "emergency_handover" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "review_by_booking" ON "review" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "adverse_event_by_booking" ON "adverse_event" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "boarding_attempt_by_trip" ON "boarding_attempt" USING btree ("region_id","trip_id");--> statement-breakpoint
CREATE INDEX "handover_by_booking" ON "handover" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "trip_event_by_booking" ON "trip_event" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE POLICY "booking_figure_fence" ON "booking_figure" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "day_figure_fence" ON "day_figure" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "figure_event_fence" ON "figure_event" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "figure_state_fence" ON "figure_state" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));