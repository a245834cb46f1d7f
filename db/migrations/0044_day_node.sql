CREATE TABLE "day_node" (
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"height" integer NOT NULL,
	"at" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "day_node_region_id_day_height_at_pk" PRIMARY KEY("region_id","day","height","at")
);
--> statement-breakpoint
ALTER TABLE "day_node" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "day_node" ADD CONSTRAINT "day_node_root" FOREIGN KEY ("region_id","day") REFERENCES "public"."day_root"("region_id","day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "day_node_read" ON "day_node" AS PERMISSIVE FOR SELECT TO public USING (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')));--> statement-breakpoint
CREATE POLICY "day_node_write" ON "day_node" AS PERMISSIVE FOR INSERT TO public WITH CHECK (region_id = ANY (string_to_array(current_setting('app.regions', true), ',')) AND current_setting('app.role', true) = 'system');