import { codeRows, textRows, type FaultRow } from './faults.ts'
import type { Fault } from './read-fault.ts'

const byCode = new Map(codeRows.map(row => [row.code, row]))

/**
 * What code and text say, in this order: a telling code, the text, a vague code. Undefined when
 * both are silent and only the status is left.
 */
export function matchFault(fault: Fault): FaultRow | undefined {
  const row = byCode.get(fault.code ?? '')
  const named = row && { kind: row.kind, detail: `${row.detail} (${row.name}, ${row.code})` }
  if (named && row.isVague === undefined) return named
  return textRows.find(({ pattern }) => pattern.test(fault.text)) ?? named
}
