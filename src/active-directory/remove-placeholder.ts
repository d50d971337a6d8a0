import { NoSuchObjectError } from 'ldapts'
import type { Log } from '../ports.ts'
import { accountsInUnit } from './accounts-in-unit.ts'
import { explainWrite } from './explain-write.ts'
import type { Session } from './open-session.ts'

/** Only what lies in the unit and carries our mark, whoever asks; what is gone already is gone. */
export async function removePlaceholder(
  session: Session,
  unitDn: string,
  objectGuid: string,
  log: Log,
  signal: AbortSignal
): Promise<void> {
  const accounts = await accountsInUnit(session, unitDn, log, signal)
  const own = accounts.find(each => each.objectGuid === objectGuid && each.madeFor !== undefined)
  if (!own) return
  await session.remove(own.distinguishedName, signal).catch((error: unknown) => {
    if (!(error instanceof NoSuchObjectError)) throw explainWrite(error, session.server)
  })
}
