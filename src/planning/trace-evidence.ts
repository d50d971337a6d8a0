import type { NameChanges, Trace } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { Evidence } from '../model/mismatch.ts'
import type { Correlation } from './correlation.ts'

/** By objectGUID; without it nothing was looked up. */
export type Traces = ReadonlyMap<string, Trace>

/** What a closer look at those who are in trouble is taken at: the accounts named, and those gone. */
export function guidsToTrace(
  findings: readonly (Correlation & { readonly link?: Link })[]
): ReadonlySet<string> {
  const mismatched = findings.filter(({ kind }) => kind !== 'inSync')
  return new Set(
    mismatched.flatMap(({ account, link }) =>
      [account?.objectGuid, link?.objectGuid].filter(guid => guid !== undefined)
    )
  )
}

/**
 * What the closer look adds to a correlation.
 *
 * | the account of the link | is                     | so                                         |
 * | ----------------------- | ---------------------- | ------------------------------------------ |
 * | is not to be seen       | deleted                | evidence, with the time                    |
 * | is not to be seen       | alive, elsewhere       | evidence, and weak: it may be as it should |
 * | is not to be seen       | never heard of         | nothing                                    |
 *
 * That the account to remap to ever changed its name is evidence of a rename; that it never did is
 * evidence against it.
 */
export function withTraces(
  found: Correlation,
  link: Link | undefined,
  traces: Traces
): Correlation {
  const gone = link && link.objectGuid !== found.account?.objectGuid && traces.get(link.objectGuid)
  const changes = traces.get(found.account?.objectGuid ?? '')?.logonNameChanges
  const evidence = [
    ...found.evidence,
    ...(changes && isRename[found.kind] ? [changeEvidence(changes)] : []),
    ...(gone ? [goneEvidence(gone)] : [])
  ]
  if (!gone) return { ...found, evidence }
  return gone.deletedAt === undefined
    ? { ...found, evidence, confidence: 'weak', doubt: 'outOfScope' }
    : { ...found, evidence, deletedAt: gone.deletedAt }
}

const isRename: Record<Correlation['kind'], boolean> = {
  inSync: false,
  renamed: true,
  moved: true,
  nameReused: true,
  recreated: false,
  orphaned: false,
  ambiguous: false,
  conflict: false
}

function changeEvidence({ count, lastAt }: NameChanges): Evidence {
  const times = count === 1 ? 'once' : `${count} times`
  const directory = count === 0 ? `never since ${lastAt}` : `${times}, last at ${lastAt}`
  return { fact: 'logon-name-changed', directory, agrees: count > 0 }
}

function goneEvidence({ objectGuid, distinguishedName, deletedAt }: Trace): Evidence {
  return deletedAt === undefined
    ? { fact: 'out-of-scope', dynamics: objectGuid, directory: distinguishedName, agrees: true }
    : { fact: 'deleted', dynamics: objectGuid, directory: deletedAt, agrees: false }
}
