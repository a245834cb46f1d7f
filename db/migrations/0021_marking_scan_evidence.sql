-- What a look came to and whether it shows a copy are two things now. Evidence is the signed code seen from a told place; rows
-- that only inherited an alarm, or were typed, keep none. Policies hold for an owner, too.
SELECT app_scope(coalesce((SELECT string_agg(id, ',') FROM region), ''), '', 'migration', 'system', '');
--> statement-breakpoint
UPDATE marking_scan SET copy_of = NULL, copy_metres = NULL, copy_seconds = NULL
WHERE copy_of IS NOT NULL AND (way <> 'code' OR generation IS NULL OR placed_at IS NULL);
--> statement-breakpoint
-- Only where the vehicle might carry did a suspicion take the outcome's place.
UPDATE marking_scan SET outcome = 'right' WHERE outcome = 'copied';
