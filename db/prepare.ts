import type { Sql, TransactionSql } from "postgres";

/**
 * How many statement texts a process has prepared. Each connection keeps its own copy in the server (some 20 kB each),
 * so lists of a changing length must not fill it: past the bound a text is sent whole, as before.
 */
const mostTexts = 500;

type Session = Sql | TransactionSql;

/** Send what a session is asked again and again as prepared statements: half the cost on both sides of the wire. */
function prepareOn<S extends Session>(session: S, texts: Set<string>): S {
  const send = session.unsafe.bind(session) as Session["unsafe"];
  session.unsafe = ((text, values, options) => {
    if (texts.size < mostTexts) texts.add(text);
    return send(text, values, { ...options, prepare: texts.has(text) });
  }) as S["unsafe"];
  if ("savepoint" in session) {
    const savepoint = session.savepoint.bind(session) as (
      work: (inner: TransactionSql) => unknown,
    ) => Promise<unknown>;
    session.savepoint = ((work: (inner: TransactionSql) => unknown) =>
      savepoint((inner) => work(prepareOn(inner, texts)))) as typeof session.savepoint;
  }
  return session;
}

/** A client whose statements, in and outside transactions, are prepared once per connection and then only executed. */
export function preparing(client: Sql): Sql {
  const texts = new Set<string>();
  const begin = client.begin.bind(client) as (work: (inner: TransactionSql) => unknown) => Promise<unknown>;
  client.begin = ((work: (inner: TransactionSql) => unknown) =>
    begin((inner) => work(prepareOn(inner, texts)))) as typeof client.begin;
  return prepareOn(client, texts);
}
