import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { Link } from '../model/link.ts'
import type { LinkImportResult, LinkRow } from '../model/requests.ts'
import { judgeImport } from '../planning/judge-import.ts'
import type { Context } from './context.ts'
import { recordDeed } from './record-deed.ts'

/** All rows or none: a person's list replaces what was known, but two records never share an account. */
export async function importLinks(
  { store, clock }: Context,
  caller: Caller,
  rows: readonly LinkRow[]
): Promise<LinkImportResult> {
  return store.atomically(async tx => {
    const known = await tx.links.all()
    const { faults, fresh, unchanged } = judgeImport(rows, known)
    if (faults.length > 0) {
      throw new RelinkError('link-conflict', {
        detail:
          'Nothing was imported. Correct the rows that errors names and send all of them again.',
        errors: faults
      })
    }
    await tx.links.put(fresh.map(row => toLink(row, clock.now())))
    await recordDeed(tx, clock, caller, {
      action: 'import-links',
      after: `${fresh.length} imported, ${unchanged} unchanged`
    })
    return { imported: fresh.length, unchanged, conflicts: 0 }
  })
}

function toLink(row: LinkRow, provenAt: string): Link {
  return { ...row, source: 'import', provenAt }
}
