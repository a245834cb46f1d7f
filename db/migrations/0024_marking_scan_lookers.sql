-- Whoever looked while signed in stood here by account. They stay told apart from one another, by a hash whose salt is gone
-- with this statement. Policies hold for an owner, too.
SELECT app_scope(coalesce((SELECT string_agg(id, ',') FROM region), ''), '', 'migration', 'system', '');
--> statement-breakpoint
WITH salt AS MATERIALIZED (SELECT gen_random_uuid()::text || gen_random_uuid()::text AS secret)
UPDATE marking_scan SET browser_index = encode(sha256(convert_to(salt.secret || browser_index, 'UTF8')), 'hex')
FROM salt WHERE browser_index ~ '^(user|system|webhook):';
