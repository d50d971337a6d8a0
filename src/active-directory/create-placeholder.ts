import { randomBytes } from 'node:crypto'
import { AlreadyExistsError, Attribute } from 'ldapts'
import { RelinkError } from '../errors.ts'
import type { Log, NewPlaceholder, UnitAccount } from '../ports.ts'
import { accountsInUnit } from './accounts-in-unit.ts'
import { explainWrite } from './explain-write.ts'
import type { Session } from './open-session.ts'
import { placeholderMark } from './placeholder-mark.ts'

/**
 * Makes the account, disabled, and reads it back. A connection that was lost midway may have made it:
 * then it is there when this is tried again, with our mark.
 */
export async function createPlaceholder(
  session: Session,
  placeholder: NewPlaceholder,
  log: Log,
  signal: AbortSignal
): Promise<UnitAccount> {
  const { unitDn, accountName, madeFor } = placeholder
  const attributes = attributesOf(placeholder, session)
  await session.add(`CN=${accountName},${unitDn}`, attributes, signal).catch((error: unknown) => {
    if (!(error instanceof AlreadyExistsError)) throw explainWrite(error, session.server)
  })
  const accounts = await accountsInUnit(session, unitDn, log, signal)
  const made = accounts.find(
    each => each.logonName.endsWith(`\\${accountName}`) && each.madeFor?.planId === madeFor.planId
  )
  if (made) return made
  throw new RelinkError('directory-unavailable', {
    detail: `${session.server.name}: the account ${accountName} was to be made in ${unitDn}, and is not to be seen there.`,
    retryable: true
  })
}

/** NORMAL_ACCOUNT and ACCOUNTDISABLE ([MS-ADTS] 2.2.16). */
const disabled = '514'

function attributesOf(
  { accountName, madeFor }: NewPlaceholder,
  { server }: Session
): readonly Attribute[] {
  const attributes = Object.entries({
    objectClass: ['top', 'person', 'organizationalPerson', 'user'],
    sAMAccountName: [accountName],
    userAccountControl: [disabled],
    description: [placeholderMark(madeFor)]
  }).map(([type, values]) => new Attribute({ type, values }))
  return server.security === 'none' ? attributes : [...attributes, password()]
}

/**
 * Random, and kept by nobody. UTF-16LE in quotes, over an encrypted connection only ([MS-ADTS]
 * 3.1.1.3.1.5.1); without one, which is loopback, the account has no password at all.
 */
function password(): Attribute {
  const text = randomBytes(90).toString('base64')
  return new Attribute({ type: 'unicodePwd', values: [Buffer.from(`"${text}"`, 'utf16le')] })
}
