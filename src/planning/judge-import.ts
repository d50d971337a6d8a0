import type { Link } from '../model/link.ts'
import type { LinkRow } from '../model/requests.ts'
import type { WrittenRow } from '../model/written-row.ts'
import { explainConflict } from './explain-conflict.ts'
import { proveLinks, type Offer, type Verdict } from './prove-links.ts'
import { readLinkRow, type RowFault } from './read-link-row.ts'
import { spotSwaps } from './spot-swaps.ts'

export interface ImportJudgement {
  /** One for each bad row, in the order of the rows. */
  readonly faults: readonly ImportFault[]
  /** Whether some row can't be a link at all, whatever the others say. */
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
  /** Whether the account is a placeholder. */
  readonly isPlaceholder: (row: LinkRow) => boolean
  readonly importedAt: string
  /** When the list was made, where its sender says so. */
  readonly exportedAt?: string | undefined
}

/** Each row by itself; then all of them beside each other and the link baseline. */
export function judgeImport(written: readonly WrittenRow[], frame: ImportFrame): ImportJudgement {
  const rows = readRows(written, frame)
  const good = rows.filter(isGood)
  const offers = good.map(({ read }) => read)
  const verdicts = proveLinks(offers, frame.known, frame.exportedAt)
  const conflicts = new Map(
    good.map(({ index }, at) => [index, conflict(at, verdicts[at], good, frame)] as const)
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

function readRows(written: readonly WrittenRow[], frame: ImportFrame): readonly Row[] {
  const rows = written.map((row, index) => ({ ...row, index, read: readLinkRow(row) }))
  const readable = rows.flatMap(({ read }) => ('fault' in read ? [] : read))
  const isSwapped = spotSwaps(readable, frame.known)
  return rows.map(row => ({ ...row, read: readOffer(row.read, isSwapped, frame) }))
}

function readOffer(
  row: LinkRow | RowFault,
  isSwapped: (row: LinkRow) => boolean,
  { isPlaceholder, importedAt, exportedAt = importedAt }: ImportFrame
): Offer | RowFault {
  if ('fault' in row) return row
  if (isSwapped(row)) return { fault: swapped }
  return isPlaceholder(row)
    ? { fault: placeholder }
    : { ...row, source: 'import', provenAt: exportedAt }
}

const swapped =
  'One GUID stands for a user and for an account. The columns seem to be swapped: see which is which.'
const placeholder =
  "The account is a placeholder, which is nobody's own: leave the record out until it is mapped."

function isGood(row: Row): row is GoodRow {
  return !('fault' in row.read)
}

/** Of two rows that exclude each other, the later one is told. */
function conflict(
  at: number,
  verdict: Verdict | undefined,
  good: readonly GoodRow[],
  { exportedAt }: ImportFrame
): RowFault | undefined {
  const row = good[at]
  if (!row || !verdict) return undefined
  switch (verdict.kind) {
    case 'disproven':
    case 'taken':
      return { fault: explainConflict(row.read, verdict, exportedAt) }
    case 'doubled': {
      const other = good[verdict.other]
      if (!other || verdict.other > at) return undefined
      return { fault: `${placeOf(other)} names the same ${verdict.names}. Keep one of them.` }
    }
    case 'learned':
    case 'replaced':
    case 'unchanged':
      return undefined
  }
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
