import type { Listed } from '../ports.ts'

interface Query<Row> {
  execute(): Promise<Row[]>
}

/** One page and how many rows there are on all pages. PostgreSQL counts in text. */
export async function listed<Raw, Row>(
  page: Query<Raw>,
  count: Query<{ readonly totalCount: number | string | bigint }>,
  parse: (raw: Raw) => Row
): Promise<Listed<Row>> {
  const rows = await page.execute()
  const [counted] = await count.execute()
  return { rows: rows.map(parse), totalCount: Number(counted?.totalCount ?? 0) }
}
