import type { Link } from '../model/link.ts'
import type { LinkRow } from '../model/requests.ts'
import type { WrittenRow } from '../model/written-row.ts'
import { proveLinks, type Offer, type Verdict } from './prove-links.ts'
import { readLinkRow, type RowFault } from './read-link-row.ts'

export interface ImportJudgement {
  /** One for each bad row, in the order of the rows. */
  readonly faults: readonly ImportFault[]
  /** Whether some row is bad by itself, not only beside others. */
  readonly isMalformed: boolean
  /** What enters the link baseline if no row is bad. */
  readonly fresh: readonly Link[]
  readonly unchanged: number
}

export interface ImportFault {
  readonly pointer: string
  readonly line?: number
  readonly detail: string
}

/** What the rows are held against. */
export interface ImportFrame {
  readonly known: readonly Link[]
  /** Whether the record named a placeholder when the row was written. */
  readonly isParked: (row: LinkRow) => boolean
  readonly importedAt: string
}

/** Each row by itself; then all of them beside each other and the link baseline. */
export function judgeImport(written: readonly WrittenRow[], frame: ImportFrame): ImportJudgement {
  const rows = written.map((row, index): Row => ({ ...row, index, read: readOffer(row, frame) }))
  const good = rows.filter(isGood)
  const offers = good.map(({ read }) => read)
  const verdicts = proveLinks(offers, frame.known)
  const conflicts = new Map(
    good.map(({ index }, at) => [index, conflict(at, verdicts[at], good)] as const)
  )
  return {
    faults: rows.flatMap(row =>
      toFault(row, 'fault' in row.read ? row.read : conflicts.get(row.index))
    ),
    isMalformed: good.length < rows.length,
    fresh: offers.filter((_, at) => isFresh(verdicts[at])),
    unchanged: verdicts.filter(({ kind }) => kind === 'unchanged').length
  }
}

interface Row {
  readonly index: number
  readonly line?: number
  readonly read: Offer | RowFault
}
type GoodRow = Row & { readonly read: Offer }

function isGood(row: Row): row is GoodRow {
  return !('fault' in row.read)
}

function readOffer(written: WrittenRow, { isParked, importedAt }: ImportFrame): Offer | RowFault {
  const row = readLinkRow(written)
  if ('fault' in row) return row
  return isParked(row)
    ? { fault: 'The record is parked on a placeholder: leave it out until it is mapped.' }
    : { ...row, source: 'import', provenAt: importedAt }
}

/** Of two rows that exclude each other, the later one is told. */
function conflict(
  at: number,
  verdict: Verdict | undefined,
  good: readonly GoodRow[]
): RowFault | undefined {
  switch (verdict?.kind) {
    case 'taken':
      return {
        fault: `The account is linked to the user ${nameOf(verdict.by)} already. Import that user's row as well, or leave this one out.`
      }
    case 'doubled': {
      const other = good[verdict.other]
      if (!other || verdict.other > at) return undefined
      return { fault: `${placeOf(other)} names the same ${verdict.names}. Keep one of them.` }
    }
    case 'learned':
    case 'replaced':
    case 'unchanged':
    case undefined:
      return undefined
  }
}

function nameOf({ systemUserId, domainName }: Link): string {
  return domainName ? `${systemUserId} (${domainName})` : systemUserId
}

function isFresh(verdict: Verdict | undefined): boolean {
  return verdict?.kind === 'learned' || verdict?.kind === 'replaced'
}

function toFault(row: Row, told: RowFault | undefined): ImportFault[] {
  if (!told) return []
  const pointer = `/value/${row.index}`
  if (row.line === undefined) return [{ pointer, detail: told.fault }]
  return [{ pointer, line: row.line, detail: `${placeOf(row)}: ${told.fault}` }]
}

function placeOf({ index, line }: Row): string {
  return line === undefined ? `The row /value/${index}` : `Line ${line}`
}
