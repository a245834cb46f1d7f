CREATE TABLE "account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_sealed" text NOT NULL,
	"email_sealed" text,
	"email_index" text,
	"phone_sealed" text,
	"phone_index" text,
	"locale" text DEFAULT 'zh-CN' NOT NULL,
	"totp_sealed" text,
	"totp_confirmed_at" timestamp with time zone,
	"totp_last_step" integer,
	"failed_codes" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"subject" text,
	"contact_kind" text NOT NULL,
	"contact_sealed" text NOT NULL,
	"contact_index" text NOT NULL,
	"address_index" text,
	"locale" text NOT NULL,
	"code_hash" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"used_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"acting_region" text,
	"membership_id" uuid,
	"second_factor_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"region_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"id" uuid NOT NULL,
	"actor" text NOT NULL,
	"role" text NOT NULL,
	"org_id" text,
	"verb" text NOT NULL,
	"noun" text NOT NULL,
	"noun_id" text NOT NULL,
	"booking_id" text,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "audit_region_id_at_id_pk" PRIMARY KEY("region_id","at","id")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "chain_entry" (
	"region_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"prev_hash" text,
	"hash" text NOT NULL,
	"audit_at" timestamp with time zone NOT NULL,
	"audit_id" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chain_entry_region_id_seq_pk" PRIMARY KEY("region_id","seq"),
	CONSTRAINT "chain_hash_key" UNIQUE("region_id","hash"),
	CONSTRAINT "chain_link" CHECK (hash <> prev_hash),
	CONSTRAINT "chain_first" CHECK ((seq = 1) = (prev_hash IS NULL))
);
--> statement-breakpoint
ALTER TABLE "chain_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "chain_salt" (
	"region_id" text NOT NULL,
	"audit_id" uuid NOT NULL,
	"salt" text NOT NULL,
	CONSTRAINT "chain_salt_region_id_audit_id_pk" PRIMARY KEY("region_id","audit_id")
);
--> statement-breakpoint
ALTER TABLE "chain_salt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sealer" (
	"region_id" text NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"sealed_id" uuid NOT NULL,
	CONSTRAINT "sealer_region_id_pk" PRIMARY KEY("region_id")
);
--> statement-breakpoint
ALTER TABLE "sealer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bill" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'issued' NOT NULL,
	"lines" jsonb NOT NULL,
	"differences" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"total_fen" integer NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "bill_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "bill_status" CHECK (status IN ('issued', 'paid', 'void')),
	CONSTRAINT "bill_total" CHECK (total_fen >= 0)
);
--> statement-breakpoint
ALTER TABLE "bill" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "extra_charge" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"code" text NOT NULL,
	"facts" jsonb NOT NULL,
	"fen" integer NOT NULL,
	"status" text DEFAULT 'asked' NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"signature_id" uuid,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "extra_charge_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "extra_charge_status" CHECK (status IN ('asked', 'confirmed', 'refused')),
	CONSTRAINT "extra_charge_amount" CHECK (fen > 0)
);
--> statement-breakpoint
ALTER TABLE "extra_charge" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"debit_account" text NOT NULL,
	"credit_account" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"state" text NOT NULL,
	"resolves_id" uuid,
	"cause_key" text NOT NULL,
	"booking_id" uuid,
	"memo" text NOT NULL,
	CONSTRAINT "ledger_entry_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "ledger_amount" CHECK (amount_fen > 0),
	CONSTRAINT "ledger_accounts" CHECK (debit_account <> credit_account),
	CONSTRAINT "ledger_state" CHECK (state IN ('pending', 'posted', 'void'))
);
--> statement-breakpoint
ALTER TABLE "ledger_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"bill_id" uuid,
	"driver" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"amount_fen" integer NOT NULL,
	"idempotency_key" text NOT NULL,
	"provider_ref" text,
	"intent_ref" text,
	"failure" text,
	"taken_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "payment_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "payment_driver" CHECK (driver IN ('stripe', 'cash', 'pos')),
	CONSTRAINT "payment_status" CHECK (status IN ('pending', 'succeeded', 'failed', 'cancelled')),
	CONSTRAINT "payment_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
ALTER TABLE "payment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_event" (
	"region_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"object_id" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	CONSTRAINT "payment_event_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "payment_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "refund" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"amount_fen" integer NOT NULL,
	"reason" text NOT NULL,
	"forgiven" boolean DEFAULT false NOT NULL,
	"idempotency_key" text NOT NULL,
	"provider_ref" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "refund_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "refund_status" CHECK (status IN ('pending', 'succeeded', 'failed')),
	CONSTRAINT "refund_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
ALTER TABLE "refund" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "booking" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"channel" text NOT NULL,
	"org_id" uuid,
	"booked_by" uuid,
	"patient_id" uuid,
	"caller_party" text NOT NULL,
	"patient_name_sealed" text,
	"patient_id_number_sealed" text,
	"patient_birth_year" integer,
	"patient_sex" text,
	"patient_weight_kg" integer,
	"booker_name_sealed" text,
	"booker_relation" text,
	"booker_phone_sealed" text,
	"booker_phone_index" text,
	"booker_email_sealed" text,
	"contact_verified_at" timestamp with time zone,
	"locale" text NOT NULL,
	"mobility" text NOT NULL,
	"from_facility_id" uuid,
	"from_district" text NOT NULL,
	"from_lat" double precision NOT NULL,
	"from_lon" double precision NOT NULL,
	"from_sealed" text NOT NULL,
	"to_facility_id" uuid,
	"to_district" text NOT NULL,
	"to_lat" double precision NOT NULL,
	"to_lon" double precision NOT NULL,
	"to_sealed" text NOT NULL,
	"distance_metres" integer NOT NULL,
	"ride_seconds" integer NOT NULL,
	"wanted_from" timestamp with time zone NOT NULL,
	"wanted_until" timestamp with time zone NOT NULL,
	"extras" jsonb NOT NULL,
	"needs" jsonb,
	"link_generation" integer DEFAULT 1 NOT NULL,
	"outward_id" uuid,
	"repeat_of_id" uuid,
	"confirmed_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text,
	"cancel_fee_fen" integer,
	"unserved_at" timestamp with time zone,
	"demonstration" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "booking_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "booking_channel" CHECK (channel IN ('family', 'hospital', 'seat', 'emergency', 'system')),
	CONSTRAINT "booking_caller_party" CHECK (caller_party IN ('with_patient', 'not_with_patient', 'case_manager', 'clinician')),
	CONSTRAINT "booking_mobility" CHECK (mobility IN ('walk', 'wheelchair', 'stretcher', 'bariatric_stretcher'))
);
--> statement-breakpoint
ALTER TABLE "booking" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consent" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"given_by" text NOT NULL,
	"text_version" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "consent_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "consent_purpose" CHECK (purpose IN ('transfer_health_data', 'location_tracking', 'share_with_relative', 'minor_guardian', 'quality_follow_up'))
);
--> statement-breakpoint
ALTER TABLE "consent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "participant" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_region" text NOT NULL,
	"booking_number" text NOT NULL,
	"to_district" text NOT NULL,
	"facility_id" uuid,
	"expected_at" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "participant_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "participant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "complaint" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"booking_id" uuid,
	"org_id" uuid,
	"vehicle_id" uuid,
	"plate" text,
	"topic" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"text" text NOT NULL,
	"contact_sealed" text,
	"due_at" timestamp with time zone NOT NULL,
	"outcome" text,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "complaint_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "complaint_topic" CHECK (topic IN ('late', 'price', 'crew', 'vehicle', 'safety', 'wrong_vehicle', 'other')),
	CONSTRAINT "complaint_status" CHECK (status IN ('open', 'answered', 'closed', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "complaint" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "complaint_entry" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"booking_id" uuid,
	"by" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"files" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "complaint_entry_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "complaint_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "certification" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"status" text NOT NULL,
	"serial" text,
	"valid_from" timestamp with time zone,
	"valid_until" timestamp with time zone,
	"conditions" text,
	"reason" text,
	"evaluation" jsonb,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"applied_at" timestamp with time zone NOT NULL,
	"reminded_days" integer,
	CONSTRAINT "certification_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "certification_subject" CHECK (subject IN ('operator', 'vehicle', 'crew')),
	CONSTRAINT "certification_status" CHECK (status IN ('applied', 'in_review', 'more_asked', 'certified', 'refused', 'suspended', 'revoked'))
);
--> statement-breakpoint
ALTER TABLE "certification" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "paper" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"certification_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"issued_on" date,
	"expires_on" date,
	"file_id" uuid,
	"checked" boolean DEFAULT false NOT NULL,
	"replaced" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "paper_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "paper" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "counter" (
	"region_id" text NOT NULL,
	"kind" text NOT NULL,
	"value" bigint NOT NULL,
	CONSTRAINT "counter_region_id_kind_pk" PRIMARY KEY("region_id","kind")
);
--> statement-breakpoint
ALTER TABLE "counter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_count" (
	"region_id" text NOT NULL,
	"key" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rate_count_region_id_key_window_start_pk" PRIMARY KEY("region_id","key","window_start")
);
--> statement-breakpoint
ALTER TABLE "rate_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "claim" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"berth" text NOT NULL,
	"during" "tstzrange" NOT NULL,
	"state" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"hold_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "claim_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "claim_state" CHECK (state IN ('hold', 'promised', 'assigned'))
);
--> statement-breakpoint
ALTER TABLE "claim" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decision" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"chosen_shift_id" uuid,
	"chosen_org_id" uuid,
	"candidates" jsonb NOT NULL,
	"basis" jsonb NOT NULL,
	"explanation" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "decision_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "decision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "declined_demand" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"district" text NOT NULL,
	"wanted_from" timestamp with time zone NOT NULL,
	"reasons" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "declined_demand_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "declined_demand" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "promise" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"pickup_from" timestamp with time zone NOT NULL,
	"pickup_until" timestamp with time zone NOT NULL,
	"dropoff_by" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"made_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "promise_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "promise" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "slot_hold" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"vehicle_class" text NOT NULL,
	"status" text DEFAULT 'live' NOT NULL,
	"browser_index" text NOT NULL,
	"contact_index" text,
	"address_index" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"renewals" integer DEFAULT 0 NOT NULL,
	"pickup_from" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "slot_hold_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "slot_hold_status" CHECK (status IN ('live', 'promised', 'released', 'expired'))
);
--> statement-breakpoint
ALTER TABLE "slot_hold" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "facility" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"parent_id" uuid,
	"org_id" uuid,
	"kind" text NOT NULL,
	"tier" text,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"pinyin" text NOT NULL,
	"initials" text NOT NULL,
	"district" text NOT NULL,
	"address" text NOT NULL,
	"lat" double precision NOT NULL,
	"lon" double precision NOT NULL,
	"floor" integer,
	"has_lift" boolean DEFAULT true NOT NULL,
	"phone" text,
	"outside" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "facility_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "facility_kind" CHECK (kind IN ('hospital', 'health_centre', 'community_centre', 'village_clinic', 'nursing_home', 'rehab', 'dialysis', 'place', 'ward', 'entrance'))
);
--> statement-breakpoint
ALTER TABLE "facility" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "file" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"content_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"purpose" text NOT NULL,
	"booking_id" uuid,
	"uploaded_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "file_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crew_claim" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"crew_id" uuid NOT NULL,
	"duty" text NOT NULL,
	"during" "tstzrange" NOT NULL,
	CONSTRAINT "crew_claim_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "crew_claim_duty" CHECK (duty IN ('driver', 'bearer', 'nurse', 'doctor'))
);
--> statement-breakpoint
ALTER TABLE "crew_claim" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crew_member" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"account_id" uuid,
	"name_sealed" text NOT NULL,
	"name_index" text NOT NULL,
	"id_number_sealed" text,
	"id_number_index" text,
	"phone_sealed" text,
	"duties" jsonb NOT NULL,
	"licence_classes" text[] DEFAULT '{}'::text[] NOT NULL,
	"training_hours" integer DEFAULT 0 NOT NULL,
	"ppe_trained" boolean DEFAULT false NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "crew_member_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "crew_member_status" CHECK (status IN ('active', 'left'))
);
--> statement-breakpoint
ALTER TABLE "crew_member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plate_directory" (
	"plate" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shift" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"during" "tstzrange" NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"base_lat" double precision NOT NULL,
	"base_lon" double precision NOT NULL,
	"breaks" jsonb NOT NULL,
	"route" jsonb NOT NULL,
	"plan_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shift_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "shift_kind" CHECK (kind IN ('committed', 'on_offer')),
	CONSTRAINT "shift_status" CHECK (status IN ('planned', 'closed', 'cancelled')),
	CONSTRAINT "shift_order" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
ALTER TABLE "shift" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "vehicle" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"plate" text NOT NULL,
	"class" text NOT NULL,
	"model" text NOT NULL,
	"berths" jsonb NOT NULL,
	"equipment" jsonb NOT NULL,
	"max_patient_kg" integer NOT NULL,
	"licence_class" text NOT NULL,
	"registered_on" date NOT NULL,
	"odometer_km" integer NOT NULL,
	"positioning_device_id" text,
	"third_party_cover_fen" integer NOT NULL,
	"seat_cover_fen" integer NOT NULL,
	"base_name" text NOT NULL,
	"base_lat" double precision NOT NULL,
	"base_lon" double precision NOT NULL,
	"phone" text,
	"markings" jsonb,
	"owned_by_operator" boolean DEFAULT true NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "vehicle_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "vehicle_class" CHECK (class IN ('seat', 'wheelchair', 'stretcher_basic', 'stretcher_care', 'monitored', 'negative_pressure')),
	CONSTRAINT "vehicle_status" CHECK (status IN ('active', 'retired'))
);
--> statement-breakpoint
ALTER TABLE "vehicle" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"template" text NOT NULL,
	"locale" text NOT NULL,
	"to_sealed" text NOT NULL,
	"data_sealed" text NOT NULL,
	"content_sealed" text,
	"booking_id" uuid,
	"dedupe_key" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"provider_ref" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"meta" jsonb,
	CONSTRAINT "message_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "message_channel" CHECK (channel IN ('email', 'sms', 'in_app')),
	CONSTRAINT "message_status" CHECK (status IN ('queued', 'sent', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "offer" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"committed" boolean NOT NULL,
	"snapshot" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" uuid,
	"decline_reason" text,
	"decline_note" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "offer_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "offer_status" CHECK (status IN ('open', 'accepted', 'declined', 'expired', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "offer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "membership" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "membership_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "membership_role" CHECK (role IN ('family', 'case_manager', 'seat', 'clinician', 'dispatcher', 'crew', 'regulator', 'finance', 'region_admin', 'platform_admin')),
	CONSTRAINT "membership_status" CHECK (status IN ('active', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organization" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"credit_code" text NOT NULL,
	"phone" text,
	"medical_licence" boolean DEFAULT false NOT NULL,
	"capacity_share" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "organization_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "organization_type" CHECK (type IN ('hospital', 'operator', 'regulator', 'call_centre', 'insurer')),
	CONSTRAINT "organization_status" CHECK (status IN ('active', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "organization" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "patient" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"name_sealed" text NOT NULL,
	"name_index" text NOT NULL,
	"id_number_sealed" text,
	"id_number_index" text,
	"phone_sealed" text,
	"home_sealed" text,
	"birth_year" integer,
	"sex" text,
	"weight_kg" integer,
	"mobility" text NOT NULL,
	"ward_id" uuid,
	"bed" text,
	"admitted_at" timestamp with time zone,
	"discharged_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "patient_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "patient_mobility" CHECK (mobility IN ('walk', 'wheelchair', 'stretcher', 'bariatric_stretcher'))
);
--> statement-breakpoint
ALTER TABLE "patient" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "quote" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"tariff_version_id" uuid NOT NULL,
	"status" text DEFAULT 'issued' NOT NULL,
	"facts" jsonb NOT NULL,
	"lines" jsonb NOT NULL,
	"total_fen" integer NOT NULL,
	"drivers" integer NOT NULL,
	"shift_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"vehicle_class" text NOT NULL,
	"operator_id" uuid NOT NULL,
	"shift_kind" text NOT NULL,
	"pickup_from" timestamp with time zone NOT NULL,
	"pickup_until" timestamp with time zone NOT NULL,
	"planned_pickup_at" timestamp with time zone NOT NULL,
	"planned_dropoff_at" timestamp with time zone NOT NULL,
	"confirmed_by" timestamp with time zone,
	"return_quote_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "quote_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "quote_status" CHECK (status IN ('issued', 'accepted', 'superseded')),
	CONSTRAINT "quote_vehicle_class" CHECK (vehicle_class IN ('seat', 'wheelchair', 'stretcher_basic', 'stretcher_care', 'monitored', 'negative_pressure')),
	CONSTRAINT "quote_total" CHECK (total_fen >= 0),
	CONSTRAINT "quote_window" CHECK (pickup_until > pickup_from)
);
--> statement-breakpoint
ALTER TABLE "quote" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "region" (
	"id" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"hotline" text NOT NULL,
	"supervision_phone" text NOT NULL,
	"time_zone" text NOT NULL,
	"centre_lat" double precision NOT NULL,
	"centre_lon" double precision NOT NULL,
	"bounds" jsonb NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"demonstration" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "region_status" CHECK (status IN ('active', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "rule_version" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"title_zh" text NOT NULL,
	"title_en" text NOT NULL,
	"content" jsonb NOT NULL,
	"trial" boolean DEFAULT false NOT NULL,
	"demonstration" boolean DEFAULT false NOT NULL,
	"reviewed" boolean DEFAULT false NOT NULL,
	"source" text NOT NULL,
	"notice_ref" text,
	"note" text,
	"valid_from" timestamp with time zone,
	"valid_until" timestamp with time zone,
	"published_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rule_version_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "rule_version_kind_known" CHECK (kind IN ('tariff', 'standard', 'triage', 'needs', 'region')),
	CONSTRAINT "rule_version_status" CHECK (status IN ('draft', 'notice', 'in_force', 'superseded', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "rule_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "callback" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid,
	"reason" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"phone_sealed" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"done_by" uuid,
	"done_at" timestamp with time zone,
	"outcome" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "callback_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "callback_status" CHECK (status IN ('open', 'done')),
	CONSTRAINT "callback_reason" CHECK (reason IN ('handoff_120', 'unserved', 'review_decided', 'complaint', 'asked'))
);
--> statement-breakpoint
ALTER TABLE "callback" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "emergency_handover" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid,
	"trip_id" uuid,
	"direction" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"reference" text NOT NULL,
	"record" jsonb NOT NULL,
	"place_sealed" text,
	"phone_sealed" text,
	"acknowledged_by" text,
	"acknowledged_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "emergency_handover_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "emergency_direction" CHECK (direction IN ('to_120', 'from_120')),
	CONSTRAINT "emergency_status" CHECK (status IN ('open', 'acknowledged', 'escalated', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "emergency_handover" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "assessment" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"rule_version_id" uuid NOT NULL,
	"answers" jsonb NOT NULL,
	"outcome" text NOT NULL,
	"grade" text,
	"result" jsonb NOT NULL,
	"decided_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "assessment_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "assessment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "review" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"reasons" jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"taken_by" uuid,
	"taken_at" timestamp with time zone,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"licence_number" text,
	"note" text,
	"decision" jsonb,
	"reminded_count" integer DEFAULT 0 NOT NULL,
	"escalated" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "review_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "review_status" CHECK (status IN ('open', 'decided', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "review" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "adverse_event" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"trip_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"description" text NOT NULL,
	"people_sealed" text,
	"happened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"regulator_told_at" timestamp with time zone,
	"insurer_told_at" timestamp with time zone,
	"insurer" text,
	"reported_by" text NOT NULL,
	"outcome" text,
	"closed_at" timestamp with time zone,
	"isolation_found" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "adverse_event_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "adverse_event_kind" CHECK (kind IN ('fall', 'deterioration', 'death', 'accident', 'infection', 'equipment', 'other')),
	CONSTRAINT "adverse_event_status" CHECK (status IN ('open', 'reported', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "adverse_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "boarding_attempt" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"trip_id" uuid NOT NULL,
	"succeeded" boolean NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "boarding_attempt_region_id_id_pk" PRIMARY KEY("region_id","id")
);
--> statement-breakpoint
ALTER TABLE "boarding_attempt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "handover" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"trip_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"end" text NOT NULL,
	"giver_name_sealed" text NOT NULL,
	"receiver_name_sealed" text NOT NULL,
	"giver_signature_id" uuid NOT NULL,
	"receiver_signature_id" uuid NOT NULL,
	"identified_by" text NOT NULL,
	"identified_reason" text,
	"state" jsonb NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "handover_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "handover_end" CHECK ("end" IN ('pickup', 'dropoff')),
	CONSTRAINT "handover_identified" CHECK (identified_by IN ('boarding_code', 'two_identifiers', 'not_asked'))
);
--> statement-breakpoint
ALTER TABLE "handover" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "position" (
	"region_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"shift_id" uuid,
	"booking_id" uuid,
	"lat" double precision NOT NULL,
	"lon" double precision NOT NULL,
	"accuracy_metres" integer,
	"speed_kmh" integer,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "position_region_id_vehicle_id_at_pk" PRIMARY KEY("region_id","vehicle_id","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
ALTER TABLE "position" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "trip" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"plate" text NOT NULL,
	"vehicle_phone" text,
	"crew" jsonb NOT NULL,
	"status" text DEFAULT 'assigned' NOT NULL,
	"boarding_code_sealed" text NOT NULL,
	"boarding_attempts" integer DEFAULT 0 NOT NULL,
	"planned_pickup_at" timestamp with time zone NOT NULL,
	"planned_dropoff_at" timestamp with time zone NOT NULL,
	"departed_at" timestamp with time zone,
	"arrived_pickup_at" timestamp with time zone,
	"boarded_at" timestamp with time zone,
	"arrived_dropoff_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"driven_metres" integer,
	"empty_metres" integer,
	"created_at" timestamp with time zone NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "trip_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "trip_status" CHECK (status IN ('assigned', 'en_route', 'at_pickup', 'on_board', 'at_dropoff', 'completed', 'cancelled', 'failed', 'to_120'))
);
--> statement-breakpoint
ALTER TABLE "trip" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "trip_event" (
	"region_id" text NOT NULL,
	"id" uuid NOT NULL,
	"trip_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"data" jsonb NOT NULL,
	"viewer_orgs" text[] DEFAULT '{}'::text[] NOT NULL,
	"viewer_users" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "trip_event_region_id_id_pk" PRIMARY KEY("region_id","id"),
	CONSTRAINT "trip_event_kind" CHECK (kind IN ('depart', 'arrive_pickup', 'board', 'arrive_dropoff', 'hand_over', 'cancel', 'cannot_carry', 'divert_120', 'waiting', 'carry', 'toll', 'adverse_event', 'note', 'photo', 'worse'))
);
--> statement-breakpoint
ALTER TABLE "trip_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_entry" ADD CONSTRAINT "chain_previous" FOREIGN KEY ("region_id","prev_hash") REFERENCES "public"."chain_entry"("region_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bill" ADD CONSTRAINT "bill_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bill" ADD CONSTRAINT "bill_quote" FOREIGN KEY ("region_id","quote_id") REFERENCES "public"."quote"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extra_charge" ADD CONSTRAINT "extra_charge_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_resolves" FOREIGN KEY ("region_id","resolves_id") REFERENCES "public"."ledger_entry"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment" FOREIGN KEY ("region_id","payment_id") REFERENCES "public"."payment"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_entry" ADD CONSTRAINT "complaint_entry_case" FOREIGN KEY ("region_id","complaint_id") REFERENCES "public"."complaint"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certification" ADD CONSTRAINT "certification_org" FOREIGN KEY ("region_id","org_id") REFERENCES "public"."organization"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper" ADD CONSTRAINT "paper_certification" FOREIGN KEY ("region_id","certification_id") REFERENCES "public"."certification"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_shift" FOREIGN KEY ("region_id","shift_id") REFERENCES "public"."shift"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declined_demand" ADD CONSTRAINT "declined_demand_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise" ADD CONSTRAINT "promise_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_quote" FOREIGN KEY ("region_id","quote_id") REFERENCES "public"."quote"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_shift" FOREIGN KEY ("region_id","shift_id") REFERENCES "public"."shift"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "facility" ADD CONSTRAINT "facility_parent" FOREIGN KEY ("region_id","parent_id") REFERENCES "public"."facility"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_claim" ADD CONSTRAINT "crew_claim_shift" FOREIGN KEY ("region_id","shift_id") REFERENCES "public"."shift"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_claim" ADD CONSTRAINT "crew_claim_crew" FOREIGN KEY ("region_id","crew_id") REFERENCES "public"."crew_member"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_member" ADD CONSTRAINT "crew_member_org" FOREIGN KEY ("region_id","org_id") REFERENCES "public"."organization"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift" ADD CONSTRAINT "shift_vehicle" FOREIGN KEY ("region_id","vehicle_id") REFERENCES "public"."vehicle"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_org" FOREIGN KEY ("region_id","org_id") REFERENCES "public"."organization"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_org" FOREIGN KEY ("region_id","org_id") REFERENCES "public"."organization"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_shift" FOREIGN KEY ("region_id","shift_id") REFERENCES "public"."shift"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_org" FOREIGN KEY ("region_id","org_id") REFERENCES "public"."organization"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote" ADD CONSTRAINT "quote_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote" ADD CONSTRAINT "quote_tariff" FOREIGN KEY ("region_id","tariff_version_id") REFERENCES "public"."rule_version"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_rule" FOREIGN KEY ("region_id","rule_version_id") REFERENCES "public"."rule_version"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adverse_event" ADD CONSTRAINT "adverse_event_trip" FOREIGN KEY ("region_id","trip_id") REFERENCES "public"."trip"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boarding_attempt" ADD CONSTRAINT "boarding_attempt_trip" FOREIGN KEY ("region_id","trip_id") REFERENCES "public"."trip"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_trip" FOREIGN KEY ("region_id","trip_id") REFERENCES "public"."trip"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trip" ADD CONSTRAINT "trip_booking" FOREIGN KEY ("region_id","booking_id") REFERENCES "public"."booking"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trip" ADD CONSTRAINT "trip_shift" FOREIGN KEY ("region_id","shift_id") REFERENCES "public"."shift"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trip" ADD CONSTRAINT "trip_vehicle" FOREIGN KEY ("region_id","vehicle_id") REFERENCES "public"."vehicle"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trip_event" ADD CONSTRAINT "trip_event_trip" FOREIGN KEY ("region_id","trip_id") REFERENCES "public"."trip"("region_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_email_key" ON "account" USING btree ("email_index") WHERE email_index is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "account_phone_key" ON "account" USING btree ("phone_index") WHERE phone_index is not null;--> statement-breakpoint
CREATE INDEX "one_time_code_contact" ON "one_time_code" USING btree ("contact_index","created_at");--> statement-breakpoint
CREATE INDEX "session_account" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_expiry" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "chain_prev_key" ON "chain_entry" USING btree ("region_id","prev_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "chain_audit_key" ON "chain_entry" USING btree ("region_id","audit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bill_number_key" ON "bill" USING btree ("region_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "bill_live_key" ON "bill" USING btree ("region_id","booking_id") WHERE status <> 'void';--> statement-breakpoint
CREATE INDEX "extra_charge_by_booking" ON "extra_charge" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_cause_key" ON "ledger_entry" USING btree ("region_id","cause_key");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_resolves_key" ON "ledger_entry" USING btree ("region_id","resolves_id") WHERE resolves_id is not null;--> statement-breakpoint
CREATE INDEX "ledger_by_booking" ON "ledger_entry" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "ledger_by_org" ON "ledger_entry" USING btree ("region_id","org_id","at");--> statement-breakpoint
CREATE INDEX "payment_pending" ON "payment" USING btree ("region_id","status","checked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_idempotency_key" ON "payment" USING btree ("region_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_provider_key" ON "payment" USING btree ("region_id","driver","provider_ref") WHERE provider_ref is not null;--> statement-breakpoint
CREATE INDEX "payment_by_booking" ON "payment" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_idempotency_key" ON "refund" USING btree ("region_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "booking_number_key" ON "booking" USING btree ("region_id","number");--> statement-breakpoint
CREATE INDEX "booking_wanted" ON "booking" USING btree ("region_id","wanted_from");--> statement-breakpoint
CREATE INDEX "booking_org" ON "booking" USING btree ("region_id","org_id","created_at");--> statement-breakpoint
CREATE INDEX "booking_phone" ON "booking" USING btree ("region_id","booker_phone_index");--> statement-breakpoint
CREATE INDEX "booking_patient" ON "booking" USING btree ("region_id","patient_id");--> statement-breakpoint
CREATE INDEX "booking_outward" ON "booking" USING btree ("region_id","outward_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_key" ON "consent" USING btree ("region_id","booking_id","purpose") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "participant_key" ON "participant" USING btree ("region_id","booking_region","booking_number");--> statement-breakpoint
CREATE UNIQUE INDEX "complaint_number_key" ON "complaint" USING btree ("region_id","number");--> statement-breakpoint
CREATE INDEX "complaint_queue" ON "complaint" USING btree ("region_id","status","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "certification_subject_key" ON "certification" USING btree ("region_id","subject","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "certification_serial_key" ON "certification" USING btree ("region_id","serial") WHERE serial is not null;--> statement-breakpoint
CREATE INDEX "certification_queue" ON "certification" USING btree ("region_id","status","applied_at");--> statement-breakpoint
CREATE UNIQUE INDEX "paper_current" ON "paper" USING btree ("region_id","certification_id","kind") WHERE not replaced;--> statement-breakpoint
CREATE INDEX "paper_expiry" ON "paper" USING btree ("region_id","expires_on");--> statement-breakpoint
CREATE INDEX "claim_by_booking" ON "claim" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "claim_by_shift" ON "claim" USING btree ("region_id","shift_id");--> statement-breakpoint
CREATE INDEX "decision_by_booking" ON "decision" USING btree ("region_id","booking_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "declined_demand_key" ON "declined_demand" USING btree ("region_id","booking_id","stage");--> statement-breakpoint
CREATE INDEX "declined_demand_when" ON "declined_demand" USING btree ("region_id","created_at");--> statement-breakpoint
CREATE INDEX "promise_by_booking" ON "promise" USING btree ("region_id","booking_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "slot_hold_booking_live" ON "slot_hold" USING btree ("region_id","booking_id") WHERE status = 'live';--> statement-breakpoint
CREATE UNIQUE INDEX "slot_hold_browser_live" ON "slot_hold" USING btree ("region_id","browser_index") WHERE status = 'live';--> statement-breakpoint
CREATE UNIQUE INDEX "slot_hold_contact_live" ON "slot_hold" USING btree ("region_id","contact_index") WHERE status = 'live' and contact_index is not null;--> statement-breakpoint
CREATE INDEX "slot_hold_expiry" ON "slot_hold" USING btree ("region_id","status","expires_at");--> statement-breakpoint
CREATE INDEX "slot_hold_address" ON "slot_hold" USING btree ("region_id","address_index","status");--> statement-breakpoint
CREATE UNIQUE INDEX "facility_name_key" ON "facility" USING btree ("region_id","parent_id","name_zh","district");--> statement-breakpoint
CREATE INDEX "facility_org" ON "facility" USING btree ("region_id","org_id");--> statement-breakpoint
CREATE INDEX "file_by_booking" ON "file" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "crew_claim_by_shift" ON "crew_claim" USING btree ("region_id","shift_id");--> statement-breakpoint
CREATE INDEX "crew_member_by_org" ON "crew_member" USING btree ("region_id","org_id");--> statement-breakpoint
CREATE INDEX "crew_member_account" ON "crew_member" USING btree ("region_id","account_id");--> statement-breakpoint
CREATE INDEX "shift_day" ON "shift" USING btree ("region_id","starts_at");--> statement-breakpoint
CREATE INDEX "shift_by_org" ON "shift" USING btree ("region_id","org_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicle_plate_key" ON "vehicle" USING btree ("region_id","plate") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "vehicle_by_org" ON "vehicle" USING btree ("region_id","org_id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_dedupe_key" ON "message" USING btree ("region_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "message_recent" ON "message" USING btree ("region_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "offer_open_key" ON "offer" USING btree ("region_id","booking_id") WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "offer_round_key" ON "offer" USING btree ("region_id","booking_id","round");--> statement-breakpoint
CREATE INDEX "offer_by_org" ON "offer" USING btree ("region_id","org_id","status","expires_at");--> statement-breakpoint
CREATE INDEX "offer_expiry" ON "offer" USING btree ("region_id","status","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "membership_key" ON "membership" USING btree ("region_id","org_id","account_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "organization_credit_key" ON "organization" USING btree ("region_id","credit_code","type");--> statement-breakpoint
CREATE INDEX "patient_org" ON "patient" USING btree ("region_id","org_id","discharged_at");--> statement-breakpoint
CREATE INDEX "patient_name" ON "patient" USING btree ("region_id","org_id","name_index");--> statement-breakpoint
CREATE INDEX "patient_id_number" ON "patient" USING btree ("region_id","id_number_index");--> statement-breakpoint
CREATE INDEX "quote_by_booking" ON "quote" USING btree ("region_id","booking_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_version_key" ON "rule_version" USING btree ("region_id","kind","code","version");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_version_in_force" ON "rule_version" USING btree ("region_id","kind","code") WHERE status = 'in_force';--> statement-breakpoint
CREATE INDEX "rule_version_kind" ON "rule_version" USING btree ("region_id","kind","status");--> statement-breakpoint
CREATE INDEX "callback_queue" ON "callback" USING btree ("region_id","status","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "callback_open_key" ON "callback" USING btree ("region_id","booking_id","reason") WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "emergency_reference_key" ON "emergency_handover" USING btree ("region_id","reference");--> statement-breakpoint
CREATE INDEX "emergency_queue" ON "emergency_handover" USING btree ("region_id","status","created_at");--> statement-breakpoint
CREATE INDEX "assessment_by_booking" ON "assessment" USING btree ("region_id","booking_id","created_at");--> statement-breakpoint
CREATE INDEX "review_queue" ON "review" USING btree ("region_id","status","due_at");--> statement-breakpoint
CREATE INDEX "adverse_event_queue" ON "adverse_event" USING btree ("region_id","status","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "handover_end_key" ON "handover" USING btree ("region_id","trip_id","end");--> statement-breakpoint
CREATE INDEX "position_by_booking" ON "position" USING btree ("region_id","booking_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "trip_booking_key" ON "trip" USING btree ("region_id","booking_id");--> statement-breakpoint
CREATE INDEX "trip_by_org" ON "trip" USING btree ("region_id","org_id","planned_pickup_at");--> statement-breakpoint
CREATE INDEX "trip_day" ON "trip" USING btree ("region_id","planned_pickup_at");--> statement-breakpoint
CREATE INDEX "trip_by_shift" ON "trip" USING btree ("region_id","shift_id");--> statement-breakpoint
CREATE INDEX "trip_event_by_trip" ON "trip_event" USING btree ("region_id","trip_id","happened_at");--> statement-breakpoint
CREATE POLICY "audit_write" ON "audit" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "audit_read" ON "audit" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "chain_entry_fence" ON "chain_entry" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "chain_salt_fence" ON "chain_salt" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "sealer_fence" ON "sealer" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "bill_fence" ON "bill" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "extra_charge_fence" ON "extra_charge" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "ledger_entry_fence" ON "ledger_entry" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "payment_fence" ON "payment" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "payment_event_fence" ON "payment_event" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "refund_fence" ON "refund" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "booking_fence" ON "booking" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "consent_fence" ON "consent" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "participant_fence" ON "participant" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "complaint_fence" ON "complaint" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "complaint_entry_fence" ON "complaint_entry" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "certification_fence" ON "certification" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "paper_fence" ON "paper" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "counter_fence" ON "counter" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ','))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "rate_count_fence" ON "rate_count" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ','))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "claim_fence" ON "claim" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "decision_fence" ON "decision" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "declined_demand_fence" ON "declined_demand" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "promise_fence" ON "promise" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "slot_hold_fence" ON "slot_hold" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "facility_fence" ON "facility" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ','))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "file_fence" ON "file" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "crew_claim_fence" ON "crew_claim" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "crew_member_fence" ON "crew_member" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '') OR account_id::text = nullif(current_setting('app.actor', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '') OR account_id::text = nullif(current_setting('app.actor', true), '')));--> statement-breakpoint
CREATE POLICY "shift_fence" ON "shift" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "vehicle_fence" ON "vehicle" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "message_fence" ON "message" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "offer_fence" ON "offer" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "membership_fence" ON "membership" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '') OR account_id::text = nullif(current_setting('app.actor', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '') OR account_id::text = nullif(current_setting('app.actor', true), '')));--> statement-breakpoint
CREATE POLICY "organization_fence" ON "organization" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ','))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "patient_fence" ON "patient" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "quote_fence" ON "quote" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "rule_version_fence" ON "rule_version" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ','))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "callback_fence" ON "callback" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "emergency_handover_fence" ON "emergency_handover" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "assessment_fence" ON "assessment" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "review_fence" ON "review" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "adverse_event_fence" ON "adverse_event" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR org_id::text = nullif(current_setting('app.org', true), '')));--> statement-breakpoint
CREATE POLICY "boarding_attempt_fence" ON "boarding_attempt" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[])) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]));--> statement-breakpoint
CREATE POLICY "handover_fence" ON "handover" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "position_fence" ON "position" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "trip_fence" ON "trip" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));--> statement-breakpoint
CREATE POLICY "trip_event_fence" ON "trip_event" AS PERMISSIVE FOR ALL TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), ''))) WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND (current_setting('app.role', true) = ANY ('{regulator,seat,clinician,region_admin,platform_admin,system}'::text[]) OR nullif(current_setting('app.org', true), '') = ANY (viewer_orgs) OR nullif(current_setting('app.actor', true), '') = ANY (viewer_users) OR booking_id::text = nullif(current_setting('app.guest', true), '')));