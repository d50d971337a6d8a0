import type { Listed } from '../ports.ts'

interface Rows<Row> {
  execute(): Promise<Row[]>
}

interface Count {
  executeTakeFirstOrThrow(): Promise<{ readonly totalCount: number | string | bigint }>
}

/** One page and how many rows there are on all pages. PostgreSQL counts in text. */
export async function listed<Raw, Row>(
  page: Rows<Raw>,
  count: Count,
  parse: (raw: Raw) => Row
): Promise<Listed<Row>> {
  const rows = await page.execute()
  const { totalCount } = await count.executeTakeFirstOrThrow()
  return { rows: rows.map(parse), totalCount: Number(totalCount) }
}
