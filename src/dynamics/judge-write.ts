import type { WriteOutcome } from '../ports.ts'
import { statusRows, type FaultRow } from './faults.ts'
import type { Answer, Exchange } from './line.ts'
import { matchFault } from './match-fault.ts'
import { readFault, type Fault } from './read-fault.ts'
import { retryAfterMs } from './retry-after.ts'

export type Unwritten = Exclude<WriteOutcome, { kind: 'written' }>

/** What a write came to that was not answered with 200 or 204. In doubt: unclear. */
export function judgeWrite(exchange: Exchange, nowMs: number): Unwritten {
  if (exchange.kind === 'answer') return judgeAnswer(exchange, nowMs)
  if (exchange.isUnsent) {
    const detail = `Dynamics cannot be reached (${exchange.code}).`
    return { kind: 'busy', detail }
  }
  return { kind: 'unclear', detail: `The answer to the write was lost (${exchange.code}).` }
}

function judgeAnswer(answer: Answer, nowMs: number): Unwritten {
  const fault = readFault(answer)
  const asked = retryAfterMs(answer.headers['retry-after'], nowMs)
  return toOutcome(matchFault(fault) ?? rowOfRest(fault, asked), asked)
}

/** Without a known code or text. */
function rowOfRest(fault: Fault, asked: number | undefined): FaultRow {
  const { status, code } = fault
  const isUnavailable = status === 503 && asked !== undefined
  if (isUnavailable) return { kind: 'busy', detail: 'Dynamics is not available.' }
  if (status === 404 && fault.isWebApi && code === undefined) {
    return { kind: 'user-not-found', detail: 'There is no such user.' }
  }
  if (code !== undefined && status <= 500) {
    return { kind: 'refused', detail: `Dynamics refused the change (${code}).` }
  }
  const row = statusRows.find(({ from, to }) => from <= status && status <= to)
  return row ?? { kind: 'unclear', detail: `Dynamics answered ${status}, which says nothing.` }
}

function toOutcome({ kind, detail }: FaultRow, asked: number | undefined): Unwritten {
  switch (kind) {
    case 'stale':
    case 'user-not-found':
      return { kind }
    case 'busy':
      return { kind, detail, ...(asked !== undefined && { retryAfterMs: asked }) }
    case 'name-unknown':
    case 'account-held':
    case 'refused':
    case 'unclear':
      return { kind, detail }
  }
}
