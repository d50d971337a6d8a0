import type { WrittenRow } from '../../model/written-row.ts'
import { checkCount } from './check-count.ts'
import { linesOf, type Line } from './lines-of.ts'
import { toWrittenRow } from './to-written-row.ts'

/** One JSON object per line; empty lines are skipped. Throws 'invalid-request' for none at all. */
export function readNdjson(text: string): readonly WrittenRow[] {
  const lines = linesOf(text)
  checkCount(lines)
  return lines.map(readLine)
}

function readLine({ line, text }: Line): WrittenRow {
  try {
    return { line, ...toWrittenRow(JSON.parse(text)) }
  } catch {
    return { line, unreadable: 'This is not JSON: write one complete object on each line.' }
  }
}
