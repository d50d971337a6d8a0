import { AndFilter, EqualityFilter, OrFilter, type Entry } from 'ldapts'
import type { Trace } from '../model/account.ts'
import { present } from '../model/present.ts'
import { guidFilters } from './guid-filters.ts'
import { guidText } from './guid.ts'
import { inBatches } from './in-batches.ts'
import type { Session } from './open-session.ts'
import { readGeneralizedTime } from './read-generalized-time.ts'
import { readNameChanges } from './read-name-changes.ts'
import { showDeleted } from './show-deleted.ts'

/**
 * Looks in the whole of each domain that the server holds, and among what was deleted, as far as the
 * account that we log on as may see that. A deleted object keeps its GUID; the time is that of its
 * last change, which as a rule was the deletion.
 */
export async function traceAccounts(
  { layout, all }: Session,
  objectGuids: ReadonlySet<string>,
  signal: AbortSignal
): Promise<readonly Trace[]> {
  const terms = [...objectGuids].flatMap(guidFilters)
  const found = new Map<string, Trace>()
  for (const filters of inBatches(terms)) {
    const search = {
      ...whatIsRead,
      filter: new AndFilter({ filters: [user, new OrFilter({ filters })] })
    }
    for (const baseDn of layout.held) {
      for (const entry of await all(baseDn, search, signal, [showDeleted(false)])) {
        const trace = readTrace(entry)
        if (trace) found.set(trace.objectGuid, trace)
      }
    }
  }
  return [...found.values()]
}

/** Deleted objects keep their class, but not their category. */
const user = new EqualityFilter({ attribute: 'objectClass', value: 'user' })

const whatIsRead = {
  attributes: ['objectGUID', 'isDeleted', 'whenChanged', 'replPropertyMetaData'],
  explicitBufferAttributes: ['objectGUID', 'replPropertyMetaData']
}

/** Undefined where it can't be told which account it was, or when it was deleted. */
function readTrace(entry: Entry): Trace | undefined {
  const objectGuid = guidText(bytesOf(entry['objectGUID']))
  const changedAt = readGeneralizedTime(String(entry['whenChanged']))
  const isDeleted = entry['isDeleted'] === 'TRUE'
  if (objectGuid === undefined || (isDeleted && changedAt === undefined)) return undefined
  return {
    objectGuid,
    distinguishedName: entry.dn,
    ...present({
      deletedAt: isDeleted ? changedAt : undefined,
      logonNameChanges: readNameChanges(bytesOf(entry['replPropertyMetaData']))
    })
  }
}

function bytesOf(value: Entry[string] | undefined): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0)
}
