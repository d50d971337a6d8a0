import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { LinkImportResult, LinkRow } from '../model/requests.ts'
import type { WrittenRow } from '../model/written-row.ts'
import { judgeImport, type ImportJudgement } from '../planning/judge-import.ts'
import { recordNameKey } from '../planning/logon-name.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { isPoolConfigured, placeholderGuids } from './placeholder-names.ts'
import { recordDeed } from './record-deed.ts'

/** All rows or none: a person's list replaces what was known, but two records never share an account. */
export async function importLinks(
  context: Context,
  caller: Caller,
  rows: readonly WrittenRow[],
  exportedAt?: string
): Promise<LinkImportResult> {
  const { store, clock } = context
  const importedAt = clock.now()
  if (exportedAt && exportedAt > importedAt) throw notYet(exportedAt)
  const isPlaceholder = await placeholderRows(context, AbortSignal.timeout(answerTimeoutMs))
  return store.atomically(async tx => {
    const known = await tx.links.all()
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

/** By the accounts of the pool and those that plans parked on, and by the names configured. */
async function placeholderRows(
  context: Context,
  signal: AbortSignal
): Promise<(row: LinkRow) => boolean> {
  const { store, policy, directory } = context
  const domains = isPoolConfigured(context) ? await directory.domains(signal) : []
  const key = (name: string) => recordNameKey(name, domains)
  const names = new Set(policy.placeholders.map(key))
  const parks = await store.executions.parks()
  const pool = await placeholderGuids(context, signal)
  const guids = new Set([...pool, ...parks.map(park => park.objectGuid)])
  return ({ objectGuid, domainName = '' }) => guids.has(objectGuid) || names.has(key(domainName))
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
