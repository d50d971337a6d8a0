import { RelinkError } from '../errors.ts'
import type { Domain } from '../model/account.ts'
import type { Caller } from '../model/caller.ts'
import type { LinkImportResult, LinkRow } from '../model/requests.ts'
import type { WrittenRow } from '../model/written-row.ts'
import { judgeImport, type ImportJudgement } from '../planning/judge-import.ts'
import { recordNameKey } from '../planning/logon-name.ts'
import type { Store } from '../ports.ts'
import { answerTimeoutMs, type Context, type Policy } from './context.ts'
import { recordDeed } from './record-deed.ts'

/** All rows or none: a person's list replaces what was known, but two records never share an account. */
export async function importLinks(
  { store, clock, policy, directory }: Context,
  caller: Caller,
  rows: readonly WrittenRow[],
  exportedAt?: string
): Promise<LinkImportResult> {
  const importedAt = clock.now()
  if (exportedAt && exportedAt > importedAt) throw notYet(exportedAt)
  const domains = await directory.domains(AbortSignal.timeout(answerTimeoutMs))
  return store.atomically(async tx => {
    const known = await tx.links.all()
    const isPlaceholder = await placeholderRows(tx, policy, domains)
    const judged = judgeImport(rows, { known, isPlaceholder, importedAt, exportedAt })
    if (judged.faults.length > 0) throw refusal(judged)
    const { fresh, unchanged } = judged
    await tx.links.put(fresh)
    await recordDeed(tx, clock, caller, {
      action: 'import-links',
      after: `${fresh.length} imported, ${unchanged} unchanged`
    })
    return { imported: fresh.length, unchanged, conflicts: 0 }
  })
}

/** By the accounts that plans parked on and the names configured: an import looks up no accounts. */
async function placeholderRows(
  { executions }: Store,
  { placeholders }: Policy,
  domains: readonly Domain[]
): Promise<(row: LinkRow) => boolean> {
  const key = (name: string) => recordNameKey(name, domains)
  const pool = new Set(placeholders.map(key))
  const parks = await executions.parks()
  const before = new Set(parks.map(park => park.objectGuid))
  return ({ objectGuid, domainName = '' }) => before.has(objectGuid) || pool.has(key(domainName))
}

function notYet(exportedAt: string): RelinkError {
  return new RelinkError('invalid-request', {
    detail: `exportedAt is ${exportedAt}, which is still to come. Say when the list was exported.`,
    errors: [{ pointer: '/exportedAt', detail: 'Still to come.' }]
  })
}

const maxErrors = 1000

function refusal({ faults, isMalformed }: ImportJudgement): RelinkError {
  const isCut = faults.length > maxErrors
  const cut = isCut ? ` (the first ${maxErrors} of ${faults.length})` : ''
  return new RelinkError(isMalformed ? 'invalid-rows' : 'link-conflict', {
    detail: `Nothing was imported. Correct the rows that errors names${cut} and send all of them again.`,
    errors: faults.slice(0, maxErrors)
  })
}
